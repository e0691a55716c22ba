import type { ColleaguesTexts } from '../texts.ts';

/** French. */
export const fr: ColleaguesTexts = {
  title: 'Collègues',
  people: 'Personnes',
  invitations: 'Invitations',
  person: 'Nom',
  role: 'Rôle',
  status: 'Statut',
  added: 'Ajout',
  you: 'Vous',
  standings: {
    active: 'Actif',
    invited: 'Invité',
    undelivered: 'E-mail non remis',
    expired: 'Invitation expirée',
    declined: 'Invitation refusée',
    notInvited: 'Non invité',
  },
  invitee: 'Personne invitée',
  statuses: {
    pending: 'En attente',
    accepted: 'Acceptée',
    declined: 'Refusée',
    revoked: 'Révoquée',
    expired: 'Expirée',
  },
  delivery: 'E-mail',
  deliveries: {
    none: 'Sans e-mail',
    queued: 'Envoi en cours',
    sent: 'Envoyé',
    delivered: 'Remis',
    delayed: 'Retardé',
    bounced: 'Non remis',
    complained: 'Signalé comme indésirable',
    suppressed: 'Bloqué',
    failed: 'Non envoyé',
  },
  hints: {
    delayed: 'Nous continuons d’essayer',
    bounced: 'Vérifiez l’adresse\u00a0: si elle est fausse, révoquez et invitez la bonne',
    complained: 'Plus aucun e-mail n’est envoyé à cette adresse',
    suppressed:
      'Des e-mails précédents n’ont pas pu être remis ou ont été signalés comme indésirables',
    failed: 'Renvoyez l’invitation',
  },
  invited: 'Date d’invitation',
  by: (name) => `par ${name}`,
  expires: 'Expiration',
  menu: {
    send: 'Envoyer l’invitation',
    resend: 'Renvoyer l’invitation',
    revoke: 'Révoquer',
    changeRole: 'Modifier le rôle',
    remove: 'Retirer',
  },
  noEmail: 'Il n’y a pas d’adresse e-mail.',
  onlyOwner:
    'Vous êtes le seul propriétaire. Désignez d’abord quelqu’un d’autre comme propriétaire.',
  actions: {
    send: {
      title: 'Inviter ce collègue\u00a0?',
      text: 'Un e-mail avec un lien d’inscription lui est envoyé.',
      confirm: 'Envoyer l’invitation',
      done: 'Invitation envoyée',
    },
    resend: {
      title: 'Renvoyer cette invitation\u00a0?',
      text: 'Un nouveau lien est envoyé et les liens précédents ne fonctionnent plus.',
      confirm: 'Renvoyer',
      done: 'Invitation renvoyée',
    },
    revoke: {
      title: 'Révoquer cette invitation\u00a0?',
      text: 'Son lien ne fonctionne plus. Vous pouvez réinviter cette adresse à tout moment.',
      confirm: 'Révoquer',
      done: 'Invitation révoquée',
    },
    remove: {
      title: 'Retirer ce collègue\u00a0?',
      text: 'Cette personne est déconnectée et perd immédiatement son accès. Vous pouvez la réinviter à tout moment.',
      confirm: 'Retirer',
      done: 'Collègue retiré',
    },
  },
  removeWithoutAccount:
    'Cette personne est retirée de votre entreprise et toute invitation en cours est révoquée. Vous pouvez la réinviter à tout moment.',
  changeRole: {
    title: 'Modifier le rôle',
    stepDown: 'Vous ne pourrez plus inviter de collègues ni modifier le profil de l’entreprise.',
    done: 'Rôle modifié',
  },
  emptyPeople: 'Personne pour le moment',
  emptyInvitations: 'Aucune invitation pour le moment',
  emptyHint:
    'Invitez un collègue\u00a0: il reçoit un e-mail avec un lien pour rejoindre votre entreprise.',
};
