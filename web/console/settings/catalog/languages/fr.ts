import type { CatalogTexts } from '../texts.ts';

/** French. */
export const fr: CatalogTexts = {
  lead: 'Ce que les clients peuvent obtenir et le rang que vous leur donnez. Les choix sont proposés dans cet ordre.',
  lists: {
    services: {
      title: 'Services',
      hint: 'Un client peut en avoir autant que nécessaire.',
      none: 'Aucun service pour l’instant.',
      add: 'Ajouter un service',
      entry: (number) => `Service ${number}`,
      removed: (names) =>
        `Supprimé à l’enregistrement\u00a0: ${names}. Les clients gardent ce qu’ils ont déjà.`,
    },
    servicePlans: {
      title: 'Formules de service',
      hint: 'Un client en a une au maximum. Seules les personnes autorisées à gérer les formules peuvent les attribuer.',
      none: 'Aucune formule de service pour l’instant.',
      add: 'Ajouter une formule de service',
      entry: (number) => `Formule de service ${number}`,
      removed: (names) =>
        `Supprimé à l’enregistrement\u00a0: ${names}. Les clients gardent ce qu’ils ont déjà.`,
    },
    ranks: {
      title: 'Rangs',
      hint: 'Vos propres termes pour l’importance d’un client. Sans rangs, n’importe quel mot peut être saisi.',
      none: 'Aucun rang\u00a0: n’importe quel mot peut être saisi.',
      add: 'Ajouter un rang',
      entry: (number) => `Rang ${number}`,
      removed: (names) =>
        `Supprimé à l’enregistrement\u00a0: ${names}. Les clients gardent ce qu’ils ont déjà.`,
    },
  },
  name: 'Nom',
  id: 'ID',
  idShown: (id) => `ID\u00a0: ${id}`,
  idHint: 'Pour l’API. Il ne peut plus être modifié ensuite.',
  isDefault: 'Activé par défaut',
  up: (name) => `Monter\u00a0: ${name}`,
  down: (name) => `Descendre\u00a0: ${name}`,
  remove: (name) => `Supprimer\u00a0: ${name}`,
  moved: (name, position, count) => `${name}\u00a0: ${position} sur ${count}`,
  nameMissing: 'Saisissez un nom ou supprimez cette entrée.',
  nameLong: (most) => `Saisissez ${most} caractères au maximum.`,
  idWrong:
    'Saisissez au maximum 40 lettres minuscules, chiffres et traits d’union, par exemple web-shop.',
  idTaken: 'Une autre entrée a cet ID.',
  rankTaken: 'Ce rang existe déjà.',
  full: (most) => `La liste est pleine\u00a0: elle contient ${most} entrées.`,
};
