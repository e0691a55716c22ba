import type { LetterValues, MailTexts } from '../texts.ts';

const CUSTOMER = 'お客様アカウント';
const SUPPLIER = 'サプライヤーアカウント';

const invites =
  (account: string) =>
  ({ inviterName, tenantName, company }: LetterValues) =>
    `${inviterName} さんより、${tenantName} の${account}${forCompany(company)}を作成するためのご招待です。` +
    'ご登録内容を確認し、パスワードを設定するだけでご利用いただけます。';

const reminds =
  (account: string) =>
  ({ inviterName, tenantName, company, expires }: LetterValues) =>
    `${inviterName} さんより、${tenantName} の${account}${forCompany(company)}を作成するためのご招待をお送りしています。` +
    `この招待はまだご利用いただけます。有効期限は ${expires} です。期限を過ぎると、リンクは無効になります。`;

const forCompany = (company: string | undefined) => (company === undefined ? '' : `（${company}）`);

/** Japanese. */
export const ja: MailTexts = {
  lang: 'ja',
  greeting: (firstName) => (firstName === undefined ? 'こんにちは。' : `${firstName} 様`),
  messageFrom: (inviterName) => `${inviterName} さんからのメッセージ：`,
  action: 'アカウントを作成する',
  emailLabel: '招待先',
  companyLabel: '会社名',
  inviterLabel: '招待者',
  expiresLabel: '有効期限',
  labeled: (label, value) => `${label}：${value}`,
  linkHint:
    'ボタンをクリックしても開かない場合は、次のリンクをブラウザーのアドレスバーにコピーしてください。',
  personal:
    'このリンクはご本人専用で、作成できるアカウントは 1 つだけです。このメールは転送しないでください。' +
    'リンクを知っている人が、代わりにアカウントを作成できてしまいます。',
  invitation: {
    subject: ({ inviterName, tenantName }) =>
      `${inviterName} さんから ${tenantName} への招待が届いています`,
    preheader: ({ expires }) => `${expires} までにアカウントを作成してください。`,
    heading: ({ tenantName }) => `${tenantName} へのご招待`,
    invitation: { customer: invites(CUSTOMER), supplier: invites(SUPPLIER) },
    unexpected: ({ tenantName }) =>
      `${tenantName} からの招待にお心当たりがない場合は、このメールは無視してください。` +
      'アカウントが作成されることはなく、リンクは自動的に無効になります。',
  },
  reminder: {
    subject: ({ tenantName }) => `【リマインダー】${tenantName} への招待のお知らせ`,
    preheader: ({ expires }) => `有効期限は ${expires} です。`,
    heading: ({ tenantName }) => `${tenantName} への招待はまだ有効です`,
    invitation: { customer: reminds(CUSTOMER), supplier: reminds(SUPPLIER) },
    unexpected: ({ tenantName }) =>
      `${tenantName} のアカウントが不要な場合は、リンク先のページで辞退していただくか、このメールを無視してください。` +
      'アカウントが作成されることはなく、リンクは自動的に無効になります。',
  },
  code: {
    subject: ({ tenantName }) => `${tenantName} の確認コード`,
    preheader: ({ validFor }) => `メールアドレスの確認に使用します。有効時間は ${validFor}です。`,
    heading: 'メールアドレスの確認',
    instruction: ({ tenantName }) =>
      `${tenantName} のアカウントを作成しているページで、次のコードを入力してください。`,
    validity: ({ validFor }) =>
      `コードの有効時間は ${validFor}です。新しいコードをリクエストした場合は、最新のコードのみ有効です。`,
    emailLabel: 'コードの送付先',
    secret: ({ tenantName }) =>
      `コードは誰にも教えないでください。${tenantName} の担当者がコードをお尋ねすることはありません。`,
    unexpected:
      'コードをリクエストした覚えがない場合は、このメールは無視してください。' +
      'コードがなければ、誰もこのメールアドレスでアカウントを作成することはできません。',
  },
};
