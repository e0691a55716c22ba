/** Texts of the settings frame. Each section has its own next to it. */
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
  editor: { save: 'Save', saved: 'Changes saved', discard: 'Discard changes' },
  fields: {
    firstName: 'First name',
    lastName: 'Last name',
    jobTitle: 'Job title',
    phone: 'Phone',
    company: 'Company',
    taxId: 'Tax ID',
  },
  kinds: { customer: 'Customer', supplier: 'Supplier' },
  yes: 'Yes',
  no: 'No',
};
const de: SettingsTexts = {
  title: 'Einstellungen',
  sections: {
    company: 'Unternehmen und Branding',
    administrators: 'Administratoren',
    defaults: 'Standardwerte und Limits',
    registration: 'Registrierungsformular',
    catalog: 'Katalog',
    applications: 'Anwendungen',
    presets: 'Vorlagen',
    webhooks: 'Webhooks',
    apiClients: 'API-Clients',
  },
  editor: { save: 'Speichern', saved: 'Änderungen gespeichert', discard: 'Änderungen verwerfen' },
  fields: {
    firstName: 'Vorname',
    lastName: 'Nachname',
    jobTitle: 'Position',
    phone: 'Telefon',
    company: 'Unternehmen',
    taxId: 'Umsatzsteuer-ID oder Steuernummer',
  },
  kinds: { customer: 'Kunde', supplier: 'Lieferant' },
  yes: 'Ja',
  no: 'Nein',
};
const fr: SettingsTexts = {
  title: 'Paramètres',
  sections: {
    company: 'Entreprise et image de marque',
    administrators: 'Administrateurs',
    defaults: 'Valeurs par défaut et limites',
    registration: 'Formulaire d’inscription',
    catalog: 'Catalog',
    applications: 'Applications',
    presets: 'Modèles',
    webhooks: 'Webhooks',
    apiClients: 'Clients API',
  },
  editor: {
    save: 'Enregistrer',
    saved: 'Modifications enregistrées',
    discard: 'Annuler les modifications',
  },
  fields: {
    firstName: 'Prénom',
    lastName: 'Nom',
    jobTitle: 'Fonction',
    phone: 'Téléphone',
    company: 'Entreprise',
    taxId: 'Numéro fiscal ou de TVA',
  },
  kinds: { customer: 'Client', supplier: 'Fournisseur' },
  yes: 'Oui',
  no: 'Non',
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
  editor: { save: 'Guardar', saved: 'Cambios guardados', discard: 'Descartar cambios' },
  fields: {
    firstName: 'Nombre',
    lastName: 'Apellidos',
    jobTitle: 'Cargo',
    phone: 'Teléfono',
    company: 'Empresa',
    taxId: 'NIF o número fiscal',
  },
  kinds: { customer: 'Cliente', supplier: 'Proveedor' },
  yes: 'Sí',
  no: 'No',
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
  editor: { save: '保存', saved: '変更を保存しました', discard: '変更を破棄' },
  fields: {
    firstName: '名',
    lastName: '姓',
    jobTitle: '役職',
    phone: '電話番号',
    company: '会社名',
    taxId: '税務登録番号',
  },
  kinds: { customer: '顧客', supplier: 'サプライヤー' },
  yes: 'はい',
  no: 'いいえ',
};

/** Small enough to bundle in every language. */
export const catalogs = { en, de, fr, es, ja };

export const settingsWords = defineWords(en, {
  de: async () => de,
  fr: async () => fr,
  es: async () => es,
  ja: async () => ja,
});
