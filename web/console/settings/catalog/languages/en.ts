import type { CatalogTexts } from '../texts.ts';

/** English. */
export const en: CatalogTexts = {
  lead: 'What customers can have, and how you rank customers. Choices are listed in this order.',
  lists: {
    services: {
      title: 'Services',
      hint: 'A customer can have any number of them.',
      none: 'No services yet.',
      add: 'Add service',
      entry: (number) => `Service ${number}`,
      removed: (names) => `Removed when you save: ${names}. Customers keep what they already have.`,
    },
    servicePlans: {
      title: 'Service plans',
      hint: 'A customer can have one plan. Only people with permission to manage plans can assign them.',
      none: 'No service plans yet.',
      add: 'Add service plan',
      entry: (number) => `Service plan ${number}`,
      removed: (names) => `Removed when you save: ${names}. Customers keep what they already have.`,
    },
    ranks: {
      title: 'Ranks',
      hint: 'Your own names for how important a customer is. Without ranks, any word can be entered.',
      none: 'No ranks: any word can be entered.',
      add: 'Add rank',
      entry: (number) => `Rank ${number}`,
      removed: (names) => `Removed when you save: ${names}. Customers keep what they already have.`,
    },
  },
  name: 'Name',
  id: 'ID',
  idShown: (id) => `ID: ${id}`,
  idHint: 'For the API. It can’t be changed later.',
  isDefault: 'On by default',
  up: (name) => `Move up: ${name}`,
  down: (name) => `Move down: ${name}`,
  remove: (name) => `Remove: ${name}`,
  moved: (name, position, count) => `${name}: ${position} of ${count}`,
  nameMissing: 'Enter a name, or remove this entry.',
  nameLong: (most) => `Enter up to ${most} characters.`,
  idWrong: 'Enter up to 40 lowercase letters, digits, and hyphens, such as web-shop.',
  idTaken: 'Another entry has this ID.',
  rankTaken: 'This rank already exists.',
  full: (most) => `The list is full: it has ${most} entries.`,
};
