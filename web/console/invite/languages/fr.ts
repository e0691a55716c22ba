import type { InviteTexts } from '../texts.ts';

/** French. */
export const fr: InviteTexts = {
  title: 'Inviter',
  kind: 'Inviter en tant que',
  kinds: {
    customer: { label: 'Client', hint: 'Achète chez vous' },
    supplier: { label: 'Fournisseur', hint: 'Vous vend' },
  },
  addresses: 'Adresses e-mail',
  addressesHint: 'Appuyez sur Entrée après chaque adresse, ou collez-en plusieurs.',
  more: 'Plus d’options',
  company: 'Nom de l’entreprise',
  companyHint: 'Facultatif. La personne invitée peut le modifier.',
  language: 'Langue',
  languageUsual: 'Votre langue par défaut',
  message: 'Message',
  messageHint: 'Facultatif. Apparaît dans l’e-mail.',
  allOptions: 'Formulaire complet avec aperçu',
  send: 'Envoyer l’invitation',
  noAddress: 'Saisissez au moins une adresse e-mail.',
  wrongAddresses: (wrong) => `Corrigez ou supprimez ces adresses non valides\u00a0: ${wrong}`,
  tooMany: (most) =>
    `Saisissez ${most} adresses au maximum. Pour inviter plus de personnes, utilisez Importations.`,
  results: 'Résultats',
  summary: (invited, all) => `${invited} sur ${all} invités`,
  waiting: 'Envoi en cours',
  invited: 'Invité',
  onItsWay: 'L’e-mail est en cours d’envoi.',
  notInvited: 'Non invité',
  resend: 'Renvoyer l’invitation',
  resent: 'L’invitation a été renvoyée.',
  view: 'Afficher l’invitation',
  tryAgain: 'Réessayer',
  inviteMore: 'Inviter d’autres personnes',
  done: 'Terminé',
};
