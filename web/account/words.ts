/** The words of the account's frame, and of what its pages have in common. */
import { defineWords } from '../app/words.ts';

export interface AccountTexts {
  readonly navigation: Readonly<Record<'company' | 'colleagues' | 'profile', string>>;
}

const en: AccountTexts = {
  navigation: { company: 'Company', colleagues: 'Colleagues', profile: 'Profile' },
};
const de: AccountTexts = {
  navigation: { company: 'Unternehmen', colleagues: 'Kollegen', profile: 'Profil' },
};
const fr: AccountTexts = {
  navigation: { company: 'Entreprise', colleagues: 'Collègues', profile: 'Profil' },
};
const es: AccountTexts = {
  navigation: { company: 'Empresa', colleagues: 'Colegas', profile: 'Perfil' },
};
const ja: AccountTexts = {
  navigation: { company: '会社', colleagues: '同僚', profile: 'プロフィール' },
};

/** Few enough to come with the page in every language. */
export const accountWords = defineWords(en, {
  de: async () => de,
  fr: async () => fr,
  es: async () => es,
  ja: async () => ja,
});
