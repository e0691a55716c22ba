import type { AccountTexts } from '../texts.ts';

/** Spanish. */
export const es: AccountTexts = {
  navigation: { company: 'Empresa', colleagues: 'Colegas', profile: 'Perfil' },
  invite: 'Invitar a un colega',
  roles: { owner: 'Propietario', member: 'Miembro' },
  roleHints: {
    owner: 'Gestiona el perfil de la empresa y sus personas',
    member: 'Ve la empresa y sus personas',
  },
  edit: 'Editar',
  save: 'Guardar',
  problems: {
    contact_has_account: 'Este colega ya tiene una cuenta.',
    contact_limit_reached:
      'Su empresa ha alcanzado el límite de personas. Quite primero a alguien.',
    customer_suspended: 'Su empresa está suspendida, por lo que no se puede invitar a nadie.',
    email_required: 'Este colega no tiene dirección de correo electrónico.',
    email_suppressed:
      'No se envía correo a esta dirección porque mensajes anteriores se devolvieron o se marcaron como spam.',
    feature_not_available:
      'Por ahora no se puede invitar a colegas. Consulte a la empresa que le invitó.',
    forbidden: 'Solo los propietarios pueden hacer esto.',
    grant_not_allowed: 'No puede ceder el acceso que recibiría este colega.',
    last_owner: 'Su empresa necesita al menos un propietario. Asigne primero a otra persona.',
    pending_limit_reached:
      'Por ahora no se pueden enviar más invitaciones. Consulte a la empresa que le invitó.',
    rate_limited: 'Su empresa ha enviado muchas invitaciones. Inténtelo de nuevo en una hora.',
  },
  closed: {
    title: 'Ahora mismo no tiene acceso',
    text: 'Es posible que la cuenta de su empresa esté suspendida o aún no esté activa, o que le hayan quitado de ella.',
    ask: 'Consulte a un propietario de su cuenta o a su contacto en la empresa que le invitó.',
    reason: 'Motivo',
  },
};
