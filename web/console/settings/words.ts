/** The words of the frame of the settings. Each section has its own beside it. */
import { defineWords } from '../../app/words.ts';
import type { SettingsTexts } from './texts.ts';

const en: SettingsTexts = {
  title: 'Settings',
  sections: {
    company: 'Company and branding',
    administrators: 'Administrators',
    defaults: 'Defaults and limits',
    registration: 'Registration form',
    catalog: 'Catalog',
    applications: 'Applications',
    presets: 'Presets',
    webhooks: 'Webhooks',
    apiClients: 'API clients',
  },
};
const de: SettingsTexts = {
  title: 'Einstellungen',
  sections: {
    company: 'Unternehmen und Branding',
    administrators: 'Administratoren',
    defaults: 'Vorgaben und Limits',
    registration: 'Registrierungsformular',
    catalog: 'Katalog',
    applications: 'Anwendungen',
    presets: 'Vorlagen',
    webhooks: 'Webhooks',
    apiClients: 'API-Clients',
  },
};
const fr: SettingsTexts = {
  title: 'Paramètres',
  sections: {
    company: 'Entreprise et image de marque',
    administrators: 'Administrateurs',
    defaults: 'Valeurs par défaut et limites',
    registration: 'Formulaire d’inscription',
    catalog: 'Catalogue',
    applications: 'Applications',
    presets: 'Modèles',
    webhooks: 'Webhooks',
    apiClients: 'Clients API',
  },
};
const es: SettingsTexts = {
  title: 'Configuración',
  sections: {
    company: 'Empresa e imagen de marca',
    administrators: 'Administradores',
    defaults: 'Valores predeterminados y límites',
    registration: 'Formulario de registro',
    catalog: 'Catálogo',
    applications: 'Aplicaciones',
    presets: 'Plantillas',
    webhooks: 'Webhooks',
    apiClients: 'Clientes de API',
  },
};
const ja: SettingsTexts = {
  title: '設定',
  sections: {
    company: '会社とブランド',
    administrators: '管理者',
    defaults: '既定値と上限',
    registration: '登録フォーム',
    catalog: 'カタログ',
    applications: 'アプリケーション',
    presets: 'プリセット',
    webhooks: 'Webhook',
    apiClients: 'API クライアント',
  },
};

/** Few enough to come with the page in every language. */
export const settingsWords = defineWords(en, {
  de: async () => de,
  fr: async () => fr,
  es: async () => es,
  ja: async () => ja,
});
