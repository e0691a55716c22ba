import type { AdministratorsTexts } from '../texts.ts';

/** French. */
export const fr: AdministratorsTexts = {
  title: 'Administrateurs',
  lead: 'Les personnes de votre entreprise qui peuvent utiliser cette console.',
  administrator: 'Administrateur',
  role: 'Rôle',
  roleRequired: 'Choisissez un rôle.',
  roles: {
    administrators: {
      label: 'Administrateur',
      hint: 'Peut tout faire, y compris gérer les paramètres et les administrateurs.',
    },
    operators: { label: 'Opérateur', hint: 'Envoie des invitations et gère les clients.' },
    'plan-managers': {
      label: 'Gestionnaire des formules',
      hint: 'Gère les clients et leurs formules. Ne peut pas envoyer d’invitations.',
    },
    viewers: {
      label: 'Lecteur',
      hint: 'Consulte les invitations, les clients et les paramètres. Ne peut rien modifier.',
    },
  },
  status: 'Statut',
  statuses: { active: 'Actif', invited: 'Invité', expired: 'Lien expiré' },
  deliveries: {
    queued: 'Envoi de l’e-mail',
    delayed: 'E-mail retardé',
    bounced: 'E-mail non remis',
    complained: 'Signalé comme indésirable',
    suppressed: 'E-mail bloqué',
    failed: 'E-mail non envoyé',
  },
  hints: {
    delayed: 'Nous continuons d’essayer',
    bounced: 'Vérifiez l’adresse',
    complained: 'Utilisez une autre adresse',
    suppressed: 'Utilisez une autre adresse',
    failed: 'Renvoyez l’e-mail',
    expired: 'Renvoyez l’e-mail',
  },
  until: (time) => `Le lien expire ${time}`,
  added: 'Ajouté',
  you: 'Vous',
  search: 'Rechercher un nom ou un e-mail',
  add: 'Ajouter un administrateur',
  addLead:
    'Cette personne reçoit un e-mail avec un lien pour configurer son compte. Le lien expire au bout de 7 jours.',
  email: 'E-mail',
  emailRequired: 'Saisissez une adresse e-mail.',
  emailWrong: 'Saisissez une adresse e-mail valide, par exemple grace@example.com.',
  name: 'Nom',
  nameHint: 'Facultatif. La personne peut le modifier en configurant son compte.',
  language: 'Langue de l’e-mail',
  languageUsual: 'Votre langue par défaut',
  addDone: 'Administrateur ajouté',
  edit: 'Modifier le rôle et le nom',
  editTitle: 'Modifier l’administrateur',
  editDone: 'Modifications enregistrées',
  save: 'Enregistrer',
  ownRole:
    'C’est votre propre rôle. Si vous le changez, vous ne pourrez plus gérer les administrateurs.',
  lastRole:
    'C’est la seule personne active avec le rôle Administrateur. Pour le modifier, attribuez d’abord ce rôle à quelqu’un d’autre.',
  resend: 'Renvoyer l’e-mail',
  resendTitle: 'Renvoyer l’e-mail de configuration\u00a0?',
  resendText: 'Un nouveau lien est envoyé, et les liens précédents ne fonctionnent plus.',
  resendConfirm: 'Renvoyer',
  resendDone: 'E-mail renvoyé',
  remove: 'Retirer',
  removeTitle: 'Retirer cet administrateur\u00a0?',
  removeText:
    'Cette personne est déconnectée et son compte est supprimé. Ce qu’elle a créé est conservé.',
  removeInvitedText: 'Le lien de son e-mail ne fonctionnera plus.',
  removeSelfText:
    'Vous vous retirez vous-même. Vous serez déconnecté et votre compte sera supprimé. Ce que vous avez créé est conservé.',
  removeDone: 'Administrateur retiré',
  lastOne: 'Votre entreprise a besoin d’au moins un administrateur.',
  left: {
    title: 'Vérifiez ce qui conserve un accès',
    lead: 'L’administrateur a été retiré. Les éléments suivants, qu’il a créés ou modifiés, continuent de fonctionner. Supprimez ceux dont vous n’avez pas besoin.',
    administrators: 'Administrateurs',
    apiClients: 'Clients API',
    webhooks: 'Webhooks',
    close: 'Terminé',
  },
};
