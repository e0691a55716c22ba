import type { ProfileTexts } from '../texts.ts';

/** Japanese. */
export const ja: ProfileTexts = {
  title: 'プロフィール',
  about: 'あなたの情報',
  firstName: '名',
  lastName: '姓',
  jobTitle: '役職',
  phone: '電話番号',
  email: 'メールアドレス',
  emailHint: 'サインインに使用するアドレスのため、変更できません。',
  role: '役割',
  company: '会社',
  saved: 'プロフィールを保存しました',
  firstNameMissing: '名を入力してください。',
  preferences: '表示設定',
  session: 'サインイン',
  sessionHint: 'サインアウトすると、このブラウザーのすべてのタブでセッションが終了します。',
};
