import type { InviteTexts } from '../texts.ts';

/** Japanese. */
export const ja: InviteTexts = {
  title: '同僚を招待',
  lead: (company) => `${company} に参加するためのリンクが、同僚にメールで届きます。`,
  email: 'メールアドレス',
  emailWrong: 'メールアドレスを入力してください。例: ada@example.com',
  role: '役割',
  more: 'その他のオプション',
  firstName: '名',
  lastName: '姓',
  jobTitle: '役職',
  optional: '任意。同僚が変更できます。',
  send: '招待を送信',
  sent: (email) => `${email} に招待を送信しました`,
  seeInvitations: '招待を表示',
};
