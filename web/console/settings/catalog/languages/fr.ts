import type { CatalogTexts } from '../texts.ts';

/** French. */
export const fr: CatalogTexts = {
  lead: 'Ce que les clients peuvent avoir et les rangs que vous leur donnez. Les choix sont proposés dans cet ordre.',
  lists: {
    services: {
      title: 'Services',
      hint: 'Un client peut en avoir autant qu’il veut.',
      none: 'Aucun service pour l’instant.',
      add: 'Ajouter un service',
      entry: (number) => `Service ${number}`,
      removed: (names) =>
        `Supprimé à l’enregistrement : ${names}. Les clients gardent ce qu’ils ont déjà.`,
    },
    servicePlans: {
      title: 'Formules de service',
      hint: 'Un client en a une au maximum. Seules les personnes autorisées à gérer les formules peuvent les attribuer.',
      none: 'Aucune formule de service pour l’instant.',
      add: 'Ajouter une formule de service',
      entry: (number) => `Formule de service ${number}`,
      removed: (names) =>
        `Supprimé à l’enregistrement : ${names}. Les clients gardent ce qu’ils ont déjà.`,
    },
    ranks: {
      title: 'Rangs',
      hint: 'Vos propres mots pour l’importance d’un client. Sans rangs, on peut saisir n’importe quel mot.',
      none: 'Aucun rang : on peut saisir n’importe quel mot.',
      add: 'Ajouter un rang',
      entry: (number) => `Rang ${number}`,
      removed: (names) =>
        `Supprimé à l’enregistrement : ${names}. Les clients gardent ce qu’ils ont déjà.`,
    },
  },
  name: 'Nom',
  id: 'ID',
  idShown: (id) => `ID : ${id}`,
  idHint: 'Pour l’API. Il ne peut plus être modifié ensuite.',
  isDefault: 'Activé par défaut',
  up: (name) => `Monter : ${name}`,
  down: (name) => `Descendre : ${name}`,
  remove: (name) => `Supprimer : ${name}`,
  moved: (name, position, count) => `${name} : ${position} sur ${count}`,
  nameMissing: 'Saisissez un nom ou supprimez cette entrée.',
  nameLong: (most) => `Saisissez ${most} caractères au maximum.`,
  idWrong:
    'Saisissez au maximum 40 lettres minuscules, chiffres et traits d’union, par exemple web-shop.',
  idTaken: 'Une autre entrée a cet ID.',
  rankTaken: 'Ce rang existe déjà.',
  full: (most) => `La liste est pleine : elle contient ${most} entrées.`,
};
