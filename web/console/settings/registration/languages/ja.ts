import type { RegistrationTexts } from '../texts.ts';

/** Japanese. */
export const ja: RegistrationTexts = {
  lead: '登録時に入力してもらう項目です。招待であらかじめ入力しておくこともできます。',
  kinds: { customer: '顧客', supplier: 'サプライヤー' },
  required: '必須項目',
  requiredHint: 'その他の項目は任意です。',
  always: '常に必須',
  oneName: 'チェックを外すと、名前が 1 つだけの人も登録できます。',
  notAsked: '顧客には税務登録番号を尋ねません。',
  optional: '任意',
  preview: 'プレビュー',
  previewHint: '表示言語での、何も入力されていない登録ページです。',
  page: {
    familyNameFirst: true,
    title: { customer: 'アカウントの作成', supplier: 'サプライヤー登録' },
    lead: (company) => ({
      customer: `${company} より、お客様アカウント作成のご招待です。1 分ほどで完了します。`,
      supplier: `${company} より、サプライヤー登録のご招待です。1 分ほどで完了します。`,
    }),
    email: 'メールアドレス',
    password: 'パスワードの設定',
    optional: '任意',
    oneName: 'お名前が一つだけの場合は「名」に入力してください。',
    submit: 'アカウントを作成',
  },
};
