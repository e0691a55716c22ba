import type { CompanyTexts } from '../texts.ts';

/** Japanese. */
export const ja: CompanyTexts = {
  lead: 'メールや、招待された人が見るページでの会社の表示です。',
  name: '会社名',
  nameHint: 'すべてのメールとページに表示されます。',
  nameRequired: '会社名を入力してください。',
  logoUrl: 'ロゴ',
  logoHint: 'https:// で始まる画像の URL です。',
  logoWrong: 'https:// で始まる URL を入力してください。',
  color: '色',
  colorHint: 'ボタンやアクセントの色です（例: #0b5fff）。',
  colorWrong: '# に続けて 0～9、a～f の 6 文字を入力してください（例: #0b5fff）。',
  pickColor: '色を選択',
  senderName: '差出人名',
  senderHint:
    '任意。受信トレイに差出人として表示されます。空欄の場合は、運営者が設定した名前が使われます。',
  replyTo: '返信先アドレス',
  replyToHint: '任意。メールへの返信がこのアドレスに届きます。',
  replyToWrong: '有効なメールアドレスを入力してください。',
};
