/** The words of the frame of the settings. Each section has its own beside it. */
import { defineWords } from '../../app/words.ts';
import type { SettingsTexts } from './texts.ts';

const en: SettingsTexts = {
  title: 'Settings',
  sections: { company: 'Company and branding', administrators: 'Administrators' },
};
const de: SettingsTexts = {
  title: 'Einstellungen',
  sections: { company: 'Unternehmen und Branding', administrators: 'Administratoren' },
};
const fr: SettingsTexts = {
  title: 'Paramètres',
  sections: { company: 'Entreprise et image de marque', administrators: 'Administrateurs' },
};
const es: SettingsTexts = {
  title: 'Configuración',
  sections: { company: 'Empresa e imagen de marca', administrators: 'Administradores' },
};
const ja: SettingsTexts = {
  title: '設定',
  sections: { company: '会社とブランド', administrators: '管理者' },
};

/** Few enough to come with the page in every language. */
export const settingsWords = defineWords(en, {
  de: async () => de,
  fr: async () => fr,
  es: async () => es,
  ja: async () => ja,
});
