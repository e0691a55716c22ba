/** Texts of the console's frame. Each page has its own next to it. */
import { defineWords } from '../app/words.ts';

export interface ConsoleTexts {
  readonly invite: string;
  readonly navigation: Readonly<
    Record<
      'onboarding' | 'customers' | 'users' | 'invitations' | 'imports' | 'activity' | 'settings',
      string
    >
  >;
}

const en: ConsoleTexts = {
  invite: 'Invite',
  navigation: {
    onboarding: 'Onboarding',
    customers: 'Customers',
    users: 'Users',
    invitations: 'Invitations',
    imports: 'Imports',
    activity: 'Activity',
    settings: 'Settings',
  },
};

const de: ConsoleTexts = {
  invite: 'Einladen',
  navigation: {
    onboarding: 'Onboarding',
    customers: 'Kunden',
    users: 'Benutzer',
    invitations: 'Einladungen',
    imports: 'Importe',
    activity: 'Aktivität',
    settings: 'Einstellungen',
  },
};

const fr: ConsoleTexts = {
  invite: 'Inviter',
  navigation: {
    onboarding: 'Onboarding',
    customers: 'Clients',
    users: 'Utilisateurs',
    invitations: 'Invitations',
    imports: 'Importations',
    activity: 'Activité',
    settings: 'Paramètres',
  },
};

const es: ConsoleTexts = {
  invite: 'Invitar',
  navigation: {
    onboarding: 'Onboarding',
    customers: 'Clientes',
    users: 'Usuarios',
    invitations: 'Invitaciones',
    imports: 'Importaciones',
    activity: 'Actividad',
    settings: 'Configuración',
  },
};

const ja: ConsoleTexts = {
  invite: '招待する',
  navigation: {
    onboarding: 'オンボーディング',
    customers: '顧客',
    users: 'ユーザー',
    invitations: '招待',
    imports: 'インポート',
    activity: 'アクティビティ',
    settings: '設定',
  },
};

/** Small enough to bundle in every language. */
export const consoleWords = defineWords(en, {
  de: async () => de,
  fr: async () => fr,
  es: async () => es,
  ja: async () => ja,
});
