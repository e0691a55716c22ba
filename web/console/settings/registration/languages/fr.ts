import type { RegistrationTexts } from '../texts.ts';

/** French. */
export const fr: RegistrationTexts = {
  lead: 'Les champs à remplir pour s’inscrire. Une invitation peut en préremplir certains.',
  kinds: { customer: 'Clients', supplier: 'Fournisseurs' },
  required: 'Champs obligatoires',
  requiredHint: 'Tous les autres champs sont facultatifs.',
  always: 'Toujours obligatoire',
  oneName: 'Décochez cette case pour accepter les personnes qui n’ont qu’un seul nom.',
  notAsked: 'Le numéro fiscal n’est pas demandé aux clients.',
  optional: 'Facultatifs',
  preview: 'Aperçu',
  previewHint: 'La page d’inscription dans votre langue, sans aucune donnée.',
  page: {
    familyNameFirst: false,
    title: { customer: 'Créer votre compte', supplier: 'Créer votre compte fournisseur' },
    lead: (company) => ({
      customer: `${company} vous invite à créer un compte client. Cela prend environ une minute.`,
      supplier: `${company} vous invite à vous inscrire en tant que fournisseur. Cela prend environ une minute.`,
    }),
    email: 'Adresse e-mail',
    password: 'Choisir un mot de passe',
    optional: 'facultatif',
    oneName: 'Un seul nom ? Indiquez-le comme prénom.',
    submit: 'Créer le compte',
  },
};
