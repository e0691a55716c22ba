import type { SetupTexts } from '../texts.ts';

/** Japanese. */
export const ja: SetupTexts = {
  loading: 'リンクを開いています…',
  title: 'アカウントの設定',
  lead: (tenant, inviter) =>
    inviter === undefined
      ? `${tenant} の管理者として追加されました。`
      : `${inviter} さんが、あなたを ${tenant} の管理者として追加しました。`,
  email: 'メールアドレス',
  role: '役割',
  roles: {
    administrators: '管理者',
    operators: 'オペレーター',
    'plan-managers': 'プラン管理者',
    viewers: '閲覧者',
  },
  name: '名前',
  nameRequired: '名前を入力してください。',
  submit: 'アカウントを設定する',
  submitting: 'アカウントを設定しています…',
  doneTitle: 'アカウントの準備ができました',
  done: (tenant) => `${tenant} にサインインできます。`,
  stop: {
    noToken: {
      title: 'メールのリンクを開いてください',
      text: 'このページを開くには、受信したメールのリンク全体が必要です。',
      next: ['メールのボタンをクリックするか、リンク全体をコピーしてください。'],
    },
    invalid: {
      title: 'このリンクは無効です',
      text: 'リンクが不完全か、新しいメールのリンクに置き換えられています。',
      next: [
        '最新のメールのリンクを使用してください。',
        'または、ほかの管理者に再送信を依頼してください。',
      ],
    },
    expired: {
      title: 'このリンクは有効期限が切れています',
      text: '安全のため、リンクの有効期間は 7 日間です。',
      next: ['会社のほかの管理者に再送信を依頼してください。'],
    },
    accepted: {
      title: 'アカウントはすでに設定されています',
      text: 'リンクは一度だけ使用できます。',
      next: ['メールアドレスとパスワードでサインインしてください。'],
    },
    closed: {
      title: 'この会社は停止中です',
      text: '現在、アカウントを設定できません。',
      next: ['メールは保管しておいてください。後日、リンクが再び使える場合があります。'],
    },
    userExists: {
      title: 'このメールアドレスにはすでにアカウントがあります',
      text: '管理者アカウントには使用できません。',
      next: ['別のメールアドレスで追加するよう、ほかの管理者に依頼してください。'],
    },
  },
};
