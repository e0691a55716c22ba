import type { AccountTexts } from '../texts.ts';

/** Spanish. */
export const es: AccountTexts = {
  navigation: { company: 'Empresa', colleagues: 'Compañeros', profile: 'Perfil' },
  invite: 'Invitar a un compañero',
  roles: { owner: 'Propietario', member: 'Miembro' },
  roleHints: {
    owner: 'Gestiona el perfil de la empresa y sus personas',
    member: 'Ve la empresa y sus personas',
  },
  edit: 'Editar',
  save: 'Guardar',
  problems: {
    contact_has_account: 'Este compañero ya tiene una cuenta.',
    contact_limit_reached:
      'Su empresa ha alcanzado el límite de personas. Quite primero a alguien.',
    customer_suspended: 'Su empresa está suspendida, por lo que no se puede invitar a nadie.',
    email_required: 'Este compañero no tiene dirección de correo.',
    email_suppressed:
      'No se envía correo a esta dirección porque mensajes anteriores fueron devueltos o marcados como spam.',
    feature_not_available:
      'En este momento no se puede invitar a compañeros. Consulte a la empresa que le invitó.',
    forbidden: 'Solo los propietarios pueden hacer esto.',
    grant_not_allowed: 'No puede conceder el acceso que recibiría este compañero.',
    last_owner:
      'Su empresa necesita al menos un propietario. Convierta primero a otra persona en propietario.',
    pending_limit_reached:
      'En este momento no se pueden enviar más invitaciones. Consulte a la empresa que le invitó.',
    rate_limited: 'Su empresa ha enviado demasiadas invitaciones. Inténtelo de nuevo en una hora.',
  },
  closed: {
    title: 'No tiene acceso en este momento',
    text: 'Es posible que la cuenta de su empresa esté suspendida o aún no esté activa, o que se le haya quitado de ella.',
    ask: 'Consulte a un propietario de su cuenta o a su contacto en la empresa que le invitó.',
    reason: 'Motivo',
  },
};
