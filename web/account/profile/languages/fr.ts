import type { ProfileTexts } from '../texts.ts';

/** French. */
export const fr: ProfileTexts = {
  title: 'Profil',
  about: 'À propos de vous',
  firstName: 'Prénom',
  lastName: 'Nom',
  jobTitle: 'Fonction',
  phone: 'Téléphone',
  email: 'E-mail',
  emailHint: 'Vous vous connectez avec cette adresse\u00a0; elle ne peut donc pas être modifiée.',
  role: 'Rôle',
  company: 'Entreprise',
  saved: 'Profil enregistré',
  firstNameMissing: 'Saisissez votre prénom.',
  preferences: 'Préférences',
  session: 'Connexion',
  sessionHint: 'La déconnexion met fin à votre session dans tous les onglets de ce navigateur.',
};
