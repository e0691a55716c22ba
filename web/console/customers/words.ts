import { defineWords, type Words } from '../../app/words.ts';
import { invitationsWords } from '../invitations/words.ts';
import { en } from './languages/en.ts';
import type { CustomersTexts } from './texts.ts';

const own = defineWords(en, {
  de: async () => (await import('./languages/de.ts')).de,
  fr: async () => (await import('./languages/fr.ts')).fr,
  es: async () => (await import('./languages/es.ts')).es,
  ja: async () => (await import('./languages/ja.ts')).ja,
});

/** The words of this area, and those of invitations, which its lists show too. */
export const customersWords: Words<CustomersTexts> = {
  load: async () => {
    await Promise.all([own.load(), invitationsWords.load()]);
  },
  texts: own.texts,
};
