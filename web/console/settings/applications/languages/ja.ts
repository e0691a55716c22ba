import type { ApplicationsTexts } from '../texts.ts';

/** Japanese. */
export const ja: ApplicationsTexts = {
  title: 'アプリケーション',
  lead: '顧客ポータルなど、招待によって利用できるようになるアプリケーションです。登録後はここに移動します。',
  application: 'アプリケーション',
  empty: 'アプリケーションはまだありません',
  emptyHint: '顧客がサインインするアプリケーションを追加してください。',
  name: '名前',
  nameHint: '画面に表示される名前です。ほかのアプリケーションと同じ名前は使えません。',
  nameRequired: '名前を入力してください。',
  nameLong: '名前は 100 文字以内で入力してください。',
  protocol: 'サインイン方式',
  protocols: {
    oidc: { label: 'OpenID Connect', hint: '招待で選択できます。' },
    oauth2: { label: 'OAuth 2.0', hint: '招待で選択できます。' },
    saml: { label: 'SAML', hint: '招待では選択できません。' },
    bookmark: { label: 'ブックマーク', hint: 'リンクのみ。招待では選択できません。' },
  },
  clientId: 'クライアント ID',
  clientIdHint:
    'ユーザープールにある、このアプリケーションのクライアントの ID です。自社のユーザーだけがサインインできます。',
  clientIdWrong:
    'ユーザープールのクライアントの ID を入力してください。使えるのは英数字、「_」、「+」だけです。',
  redirectUrl: 'リダイレクト URL',
  redirectUrlHint:
    '登録後の移動先です。クライアントまたは設定で許可されたホストを指定してください。',
  redirectUrlWrong: 'https:// で始まる完全な URL を入力してください。',
  groups: 'グループ',
  groupsHint: 'このアプリケーションへの招待では、これらのグループも付与されます。',
  groupsMany: 'グループは 10 個まで選択できます。',
  none: 'なし',
  updated: '更新日時',
  add: 'アプリケーションを追加',
  addConfirm: '追加',
  addDone: 'アプリケーションを追加しました',
  limit: 'アプリケーション数が上限に達しています。先に 1 つ削除してください。',
  edit: '編集',
  editTitle: 'アプリケーションを編集',
  save: '保存',
  saved: '変更を保存しました',
  delete: '削除',
  deleteTitle: 'このアプリケーションを削除しますか？',
  deleteText: '新しい招待では選択できなくなります。未完了の招待は引き続き有効です。',
  deleteDone: 'アプリケーションを削除しました',
  usedBy: (presets) => `使用中のプリセット: ${presets}`,
};
