import type { PreviewTexts } from '../texts.ts';

/** French. */
export const fr: PreviewTexts = {
  preview: 'Aperçu',
  page: 'Page d’inscription',
  pageTitle: 'Créez votre compte',
  pageText: (company) => `${company} vous a invité.`,
  pageButton: 'Continuer',
  fields: {
    email: 'Adresse e-mail',
    firstName: 'Prénom',
    lastName: 'Nom',
    jobTitle: 'Fonction',
    phone: 'Téléphone',
    company: 'Entreprise',
    taxId: 'Numéro fiscal',
  },
  fixed: 'Non modifiable',
  optional: 'facultatif',
  email: 'E-mail',
  from: 'De',
  replyTo: 'Adresse de réponse',
  subject: 'Objet',
  sendTest: 'M’envoyer un e-mail de test',
  testSent: (address) => `E-mail de test envoyé à ${address}`,
  warnings: 'Cette invitation ne peut pas encore être envoyée',
};
