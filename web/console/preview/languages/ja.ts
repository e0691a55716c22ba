import type { PreviewTexts } from '../texts.ts';

/** Japanese. */
export const ja: PreviewTexts = {
  preview: 'プレビュー',
  page: '登録ページ',
  pageTitle: 'アカウントを作成',
  pageText: (company) => `${company} から招待されています。`,
  pageButton: '続ける',
  fields: {
    email: 'メールアドレス',
    firstName: '名',
    lastName: '姓',
    jobTitle: '役職',
    phone: '電話番号',
    company: '会社',
    taxId: '税務登録番号',
  },
  fixed: '変更不可',
  optional: '任意',
  email: 'メール',
  from: '差出人',
  replyTo: '返信先アドレス',
  subject: '件名',
  sendTest: '自分にテストメールを送信',
  testSent: (address) => `${address} にテストメールを送信しました`,
  warnings: 'この招待はまだ送信できません',
};
