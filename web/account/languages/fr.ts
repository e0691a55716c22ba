import type { AccountTexts } from '../texts.ts';

/** French. */
export const fr: AccountTexts = {
  navigation: { company: 'Entreprise', colleagues: 'Collègues', profile: 'Profil' },
  invite: 'Inviter un collègue',
  roles: { owner: 'Propriétaire', member: 'Membre' },
  roleHints: {
    owner: 'Gère le profil de l’entreprise et ses membres',
    member: 'Consulte l’entreprise et ses membres',
  },
  edit: 'Modifier',
  save: 'Enregistrer',
  problems: {
    contact_has_account: 'Ce collègue a déjà un compte.',
    contact_limit_reached:
      'Votre entreprise a atteint le nombre maximal de personnes. Retirez d’abord quelqu’un.',
    customer_suspended: 'Votre entreprise est suspendue\u00a0: personne ne peut être invité.',
    email_required: 'Ce collègue n’a pas d’adresse e-mail.',
    email_suppressed:
      'Aucun e-mail n’est envoyé à cette adresse, car des messages précédents n’ont pas pu être remis ou ont été signalés comme indésirables.',
    feature_not_available:
      'Les invitations ne sont pas disponibles pour le moment. Contactez l’entreprise qui vous a invité.',
    forbidden: 'Cette action est réservée aux propriétaires.',
    grant_not_allowed: 'Vous ne pouvez pas accorder l’accès que ce collègue recevrait.',
    last_owner:
      'Votre entreprise a besoin d’au moins un propriétaire. Désignez d’abord quelqu’un d’autre comme propriétaire.',
    pending_limit_reached:
      'Aucune autre invitation ne peut être envoyée pour le moment. Contactez l’entreprise qui vous a invité.',
    rate_limited: 'Votre entreprise a envoyé trop d’invitations. Réessayez dans une heure.',
  },
  closed: {
    title: 'Vous n’avez pas accès pour le moment',
    text: 'Le compte de votre entreprise est peut-être suspendu ou pas encore actif, ou vous en avez été retiré.',
    ask: 'Adressez-vous à un propriétaire de votre compte ou à votre contact dans l’entreprise qui vous a invité.',
    reason: 'Motif',
  },
};
