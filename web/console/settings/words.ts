/** The words of the frame of the settings. Each section has its own beside it. */
import { defineWords } from '../../app/words.ts';
import type { SettingsTexts } from './texts.ts';

const en: SettingsTexts = { title: 'Settings', sections: { administrators: 'Administrators' } };
const de: SettingsTexts = {
  title: 'Einstellungen',
  sections: { administrators: 'Administratoren' },
};
const fr: SettingsTexts = { title: 'Paramètres', sections: { administrators: 'Administrateurs' } };
const es: SettingsTexts = {
  title: 'Configuración',
  sections: { administrators: 'Administradores' },
};
const ja: SettingsTexts = { title: '設定', sections: { administrators: '管理者' } };

/** Few enough to come with the page in every language. */
export const settingsWords = defineWords(en, {
  de: async () => de,
  fr: async () => fr,
  es: async () => es,
  ja: async () => ja,
});
