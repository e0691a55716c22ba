import { defineWords, type Words } from '../../app/words.ts';
import { en } from './languages/en.ts';

export const customersWords = defineWords(en, {
  de: async () => (await import('./languages/de.ts')).de,
  fr: async () => (await import('./languages/fr.ts')).fr,
  es: async () => (await import('./languages/es.ts')).es,
  ja: async () => (await import('./languages/ja.ts')).ja,
});

/** Combines these texts with those of another area that a page also shows. */
export function withWords<Texts>(words: Words<Texts>, others: Words<unknown>): Words<Texts> {
  return {
    load: async () => {
      await Promise.all([words.load(), others.load()]);
    },
    texts: words.texts,
  };
}
