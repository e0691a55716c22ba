import type { Language } from '../../platform/locale.ts';
import type { AdministratorRole } from '../../platform/scopes.ts';

/** The values in the sentences, as single lines of plain text. */
interface Values {
  readonly tenantName: string;
  /** The colleague who added the administrator, if there was one. */
  readonly inviterName?: string;
  readonly role: string;
  /** The date, time, and time zone, in the recipient's language. */
  readonly expires: string;
}

type Sentence = (values: Values) => string;

/** The strings of the setup email for administrators, in one language. */
export interface AdministratorTexts {
  readonly subject: Sentence;
  readonly preheader: Sentence;
  readonly heading: Sentence;
  readonly invitation: Sentence;
  readonly action: string;
  readonly emailLabel: string;
  readonly roleLabel: string;
  readonly roles: Readonly<Record<AdministratorRole, string>>;
  readonly personal: string;
  readonly unexpected: Sentence;
}

/** The strings in every language. */
export const ADMINISTRATOR_TEXTS: Readonly<Record<Language, AdministratorTexts>> = {
  en: {
    subject: ({ tenantName }) => `Set up your administrator account for ${tenantName}`,
    preheader: ({ expires }) => `Choose a password by ${expires}.`,
    heading: ({ tenantName }) => `Your administrator account for ${tenantName}`,
    invitation: ({ inviterName, tenantName }) =>
      `${inviterName === undefined ? 'You’ve been added' : `${inviterName} has added you`} as an administrator of ${tenantName}. Choose a password to set up your account.`,
    action: 'Set up your account',
    emailLabel: 'Email',
    roleLabel: 'Role',
    roles: {
      administrators: 'Administrator',
      operators: 'Operator',
      'plan-managers': 'Plan manager',
      viewers: 'Viewer',
    },
    personal:
      'This link is only for you and works once. Don’t forward this email: anyone who has the link could set up the account instead of you.',
    unexpected: ({ tenantName }) =>
      `If you don’t work for ${tenantName}, you can ignore this email. No account is created until someone uses the link.`,
  },
  de: {
    subject: ({ tenantName }) => `Richten Sie Ihr Administratorkonto für ${tenantName} ein`,
    preheader: ({ expires }) => `Wählen Sie bis ${expires} ein Passwort.`,
    heading: ({ tenantName }) => `Ihr Administratorkonto für ${tenantName}`,
    invitation: ({ inviterName, tenantName }) =>
      `${inviterName === undefined ? 'Sie wurden' : `${inviterName} hat Sie`} zur Verwaltung von ${tenantName} hinzugefügt. Wählen Sie ein Passwort, um Ihr Konto einzurichten.`,
    action: 'Konto einrichten',
    emailLabel: 'E-Mail',
    roleLabel: 'Rolle',
    roles: {
      administrators: 'Administrator',
      operators: 'Sachbearbeitung',
      'plan-managers': 'Planverwaltung',
      viewers: 'Nur Lesen',
    },
    personal:
      'Dieser Link ist nur für Sie bestimmt und funktioniert einmal. Leiten Sie diese E-Mail nicht weiter: Wer den Link hat, könnte das Konto an Ihrer Stelle einrichten.',
    unexpected: ({ tenantName }) =>
      `Wenn Sie nicht für ${tenantName} arbeiten, können Sie diese E-Mail ignorieren. Ein Konto entsteht erst, wenn jemand den Link verwendet.`,
  },
  fr: {
    subject: ({ tenantName }) => `Configurez votre compte administrateur pour ${tenantName}`,
    preheader: ({ expires }) => `Choisissez un mot de passe avant le ${expires}.`,
    heading: ({ tenantName }) => `Votre compte administrateur pour ${tenantName}`,
    invitation: ({ inviterName, tenantName }) =>
      `${inviterName === undefined ? 'Vous avez été ajouté' : `${inviterName} vous a ajouté`} à l’administration de ${tenantName}. Choisissez un mot de passe pour configurer votre compte.`,
    action: 'Configurer mon compte',
    emailLabel: 'E-mail',
    roleLabel: 'Rôle',
    roles: {
      administrators: 'Administrateur',
      operators: 'Opérateur',
      'plan-managers': 'Gestionnaire des formules',
      viewers: 'Lecteur',
    },
    personal:
      'Ce lien vous est personnel et ne fonctionne qu’une fois. Ne transférez pas cet e-mail : toute personne disposant du lien pourrait configurer le compte à votre place.',
    unexpected: ({ tenantName }) =>
      `Si vous ne travaillez pas pour ${tenantName}, vous pouvez ignorer cet e-mail. Aucun compte n’est créé tant que personne n’utilise le lien.`,
  },
  es: {
    subject: ({ tenantName }) => `Configure su cuenta de administrador de ${tenantName}`,
    preheader: ({ expires }) => `Elija una contraseña antes del ${expires}.`,
    heading: ({ tenantName }) => `Su cuenta de administrador de ${tenantName}`,
    invitation: ({ inviterName, tenantName }) =>
      `${inviterName === undefined ? 'Se le ha añadido' : `${inviterName} le ha añadido`} a la administración de ${tenantName}. Elija una contraseña para configurar su cuenta.`,
    action: 'Configurar la cuenta',
    emailLabel: 'Correo electrónico',
    roleLabel: 'Rol',
    roles: {
      administrators: 'Administrador',
      operators: 'Operador',
      'plan-managers': 'Gestor de planes',
      viewers: 'Lector',
    },
    personal:
      'Este enlace es personal y funciona una sola vez. No reenvíe este correo: quien tenga el enlace podría configurar la cuenta en su lugar.',
    unexpected: ({ tenantName }) =>
      `Si no trabaja para ${tenantName}, puede ignorar este correo. No se crea ninguna cuenta hasta que alguien utiliza el enlace.`,
  },
  ja: {
    subject: ({ tenantName }) => `${tenantName} の管理者アカウントを設定してください`,
    preheader: ({ expires }) => `${expires} までにパスワードを設定してください。`,
    heading: ({ tenantName }) => `${tenantName} の管理者アカウント`,
    invitation: ({ inviterName, tenantName }) =>
      `${inviterName === undefined ? `あなたは ${tenantName} の管理者として追加されました。` : `${inviterName} さんが、あなたを ${tenantName} の管理者として追加しました。`}パスワードを設定して、アカウントの準備を完了してください。`,
    action: 'アカウントを設定する',
    emailLabel: 'メールアドレス',
    roleLabel: '役割',
    roles: {
      administrators: '管理者',
      operators: 'オペレーター',
      'plan-managers': 'プラン管理者',
      viewers: '閲覧者',
    },
    personal:
      'このリンクはあなた専用で、一度だけ使用できます。このメールを転送しないでください。リンクを知っている人は、あなたの代わりにアカウントを設定できてしまいます。',
    unexpected: ({ tenantName }) =>
      `${tenantName} の関係者でない場合は、このメールを無視してください。リンクが使用されるまで、アカウントは作成されません。`,
  },
};
