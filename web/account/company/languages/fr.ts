import type { CompanyTexts } from '../texts.ts';

/** French. */
export const fr: CompanyTexts = {
  title: 'Entreprise',
  details: 'Détails',
  name: 'Nom de l’entreprise',
  relation: {
    customer: (tenant) => `Client de ${tenant}`,
    supplier: (tenant) => `Fournisseur de ${tenant}`,
  },
  since: 'Inscription',
  primaryContact: 'Contact principal',
  phone: 'Téléphone',
  website: 'Site web',
  websiteHint: 'Par exemple, https://www.example.com',
  taxId: 'Numéro fiscal',
  address: 'Adresse',
  addressParts: {
    line1: 'Numéro et rue',
    line2: 'Complément d’adresse',
    postalCode: 'Code postal',
    city: 'Ville',
    region: 'Région ou province',
    country: 'Pays ou région',
  },
  noCountry: 'Non précisé',
  incomplete: (tenant) =>
    `Ajoutez votre numéro de téléphone et votre adresse pour que ${tenant} puisse vous joindre.`,
  onlyOwners: 'Seuls les propriétaires peuvent modifier le profil de l’entreprise.',
  services: 'Services',
  noServices: (tenant) => `${tenant} n’a ajouté aucun service pour votre entreprise.`,
  people: 'Personnes',
  total: 'Au total',
  users: 'Avec un compte',
  owners: 'Propriétaires',
  seeColleagues: 'Voir les collègues',
  editTitle: 'Modifier le profil de l’entreprise',
  nameMissing: 'Saisissez le nom de votre entreprise.',
  websiteWrong: 'Saisissez une adresse complète, par exemple https://www.example.com.',
  saved: 'Profil de l’entreprise enregistré',
};
