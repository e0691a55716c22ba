import { defineWords } from '../app/words.ts';
import { en } from './languages/en.ts';

export const securityWords = defineWords(en, {
  de: async () => (await import('./languages/de.ts')).de,
  fr: async () => (await import('./languages/fr.ts')).fr,
  es: async () => (await import('./languages/es.ts')).es,
  ja: async () => (await import('./languages/ja.ts')).ja,
});
