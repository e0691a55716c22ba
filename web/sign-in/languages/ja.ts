import type { Texts } from '../texts.ts';

/** Japanese. */
export const ja: Texts = {
  language: 'ja',
  languageLabel: '言語',
  title: 'サインイン',
  lead: '安全なサインインページに移動し、完了後にこのページへ戻ります。',
  signIn: 'サインイン',
  working: 'しばらくお待ちください…',
  signedIn: 'サインインしています',
  signedInAs: 'サインイン中のアカウント',
  otherAccount: (wanted) =>
    `別のアカウント（${wanted}）をご利用になる場合は、サインインし直してください。`,
  switchTo: (wanted) => `${wanted} としてサインイン`,
  signOut: 'サインアウト',
  again: 'もう一度試す',
  failures: {
    unavailable: {
      title: '現在サインインをご利用いただけません',
      text: 'サインインに必要なサービスに接続できませんでした。接続をご確認のうえ、もう一度お試しください。',
    },
    denied: {
      title: 'サインインできませんでした',
      text: 'サインインがキャンセルされたか、許可されませんでした。もう一度お試しいただけます。',
    },
    stale: {
      title: 'サインインに時間がかかりすぎました',
      text: '別のウィンドウで開始されたか、時間が経ちすぎています。もう一度最初からお試しください。',
    },
    failed: {
      title: 'サインインに失敗しました',
      text: 'このページに戻る途中で問題が発生しました。もう一度お試しください。',
    },
  },
};
