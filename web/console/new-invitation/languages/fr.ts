import type { NewInvitationTexts } from '../texts.ts';

/** French. */
export const fr: NewInvitationTexts = {
  title: 'Nouvelle invitation',
  back: 'Invitations',
  preset: 'Modèle',
  noPreset: 'Aucun',
  presetHint: 'Remplit le formulaire avec les valeurs du modèle.',
  invitee: 'Personne invitée',
  companyHint: 'Facultatif. Choisissez un de vos clients pour que la personne le rejoigne.',
  joins: (company) => `La personne rejoint votre client ${company}.`,
  rank: 'Rang',
  noRank: 'Aucun',
  profile: 'Informations de base',
  profileHint: 'Préremplit le formulaire d’inscription. Pour une seule personne.',
  editable: 'La personne peut modifier',
  editableHint: 'Tout le reste demeure tel que vous le saisissez ici.',
  access: 'Accès',
  application: 'Application',
  noApplication: 'Aucune',
  groups: 'Groupes',
  groupsHint: (group) => `Par défaut\u00a0: ${group}.`,
  addGroup: 'Ajouter un groupe',
  differentEmail: 'Autoriser une autre adresse e-mail',
  differentEmailHint:
    'La personne peut s’inscrire avec une autre adresse, qu’elle confirme avec un code.',
  email: 'E-mail et lien',
  languageUsual: (language) => `Votre langue par défaut\u00a0: ${language}`,
  expiresInDays: 'Validité en jours',
  expiresHint: (usual, most) => `De 1 à ${most}. ${usual} si vous laissez le champ vide.`,
  expiresWrong: (most) => `Saisissez un nombre entier de 1 à ${most}.`,
  redirectUrl: 'URL de redirection',
  redirectHint: (prefixes) =>
    `Facultatif. Destination après l’inscription. Commence par ${prefixes}.`,
  notify: 'Envoyer un e-mail',
  notifyHint: 'Sinon, copiez le lien depuis Invitations et partagez-le vous-même.',
  metadata: 'Métadonnées',
  metadataHint:
    'Facultatif. Une paire par ligne, par exemple dealId=D-1842. L’API les renvoie avec l’invitation.',
  metadataWrong: (line) =>
    `Écrivez chaque ligne sous la forme nom=valeur. Vérifiez «\u00a0${line}\u00a0».`,
  discard: 'Effacer',
};
