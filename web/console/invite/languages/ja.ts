import type { InviteTexts } from '../texts.ts';

/** Japanese. */
export const ja: InviteTexts = {
  title: '招待',
  kind: '招待する相手',
  kinds: {
    customer: { label: '顧客', hint: '貴社から購入する会社' },
    supplier: { label: 'サプライヤー', hint: '貴社に販売する会社' },
  },
  addresses: 'メールアドレス',
  addressesHint: 'アドレスごとに Enter キーを押すか、複数をまとめて貼り付けてください。',
  more: 'その他のオプション',
  company: '会社名',
  companyHint: '任意。招待された人が変更できます。',
  language: '言語',
  languageUsual: '既定の言語',
  message: 'メッセージ',
  messageHint: '任意。メールに表示されます。',
  allOptions: '全項目のフォームとプレビュー',
  send: '招待を送信',
  noAddress: 'メールアドレスを 1 つ以上入力してください。',
  wrongAddresses: (wrong) => `メールアドレスではない項目を修正または削除してください: ${wrong}`,
  tooMany: (most) =>
    `一度に入力できるのは ${most} 件までです。それ以上招待するにはインポートをご利用ください。`,
  results: '結果',
  summary: (invited, all) => `${all} 件中 ${invited} 件を招待しました`,
  waiting: '送信中',
  invited: '招待済み',
  onItsWay: 'メールを送信しています。',
  notInvited: '招待できませんでした',
  resend: '招待を再送信',
  resent: '招待を再送信しました。',
  view: '招待を表示',
  tryAgain: '再試行',
  inviteMore: 'さらに招待',
  done: '完了',
};
