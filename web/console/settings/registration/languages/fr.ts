import type { RegistrationTexts } from '../texts.ts';

/** French. */
export const fr: RegistrationTexts = {
  lead: 'Ce que l’on remplit pour s’inscrire. Une invitation peut déjà en contenir une partie.',
  kinds: { customer: 'Clients', supplier: 'Fournisseurs' },
  required: 'Champs obligatoires',
  requiredHint: 'Tous les autres champs sont facultatifs.',
  always: 'Toujours obligatoire',
  oneName: 'Décochez pour accepter les personnes qui n’ont qu’un seul nom.',
  notAsked: 'Le numéro fiscal n’est pas demandé aux clients.',
  optional: 'Facultatifs',
  preview: 'Aperçu',
  previewHint: 'La page d’inscription dans votre langue, sans aucune donnée.',
};
