import type { AccountTexts } from '../texts.ts';

/** Japanese. */
export const ja: AccountTexts = {
  navigation: { company: '会社', colleagues: '同僚', profile: 'プロフィール' },
  invite: '同僚を招待',
  roles: { owner: 'オーナー', member: 'メンバー' },
  roleHints: {
    owner: '会社情報とメンバーを管理できます',
    member: '会社情報とメンバーを閲覧できます',
  },
  edit: '編集',
  save: '保存',
  problems: {
    contact_has_account: 'この同僚には、すでにアカウントがあります。',
    contact_limit_reached: '登録できる人数の上限に達しています。先に誰かを削除してください。',
    customer_suspended: '会社のアカウントが停止中のため、招待できません。',
    email_required: 'この同僚にはメールアドレスがありません。',
    email_suppressed:
      '以前のメールが届かなかったか、迷惑メールとして報告されたため、このアドレスへの送信を停止しています。',
    feature_not_available: '現在、同僚を招待できません。招待元の会社にお問い合わせください。',
    forbidden: 'この操作はオーナーのみ可能です。',
    grant_not_allowed: 'この同僚に付与されるアクセス権を付与する権限がありません。',
    last_owner:
      '会社には少なくとも 1 人のオーナーが必要です。先にほかの人をオーナーにしてください。',
    pending_limit_reached:
      '現在、これ以上招待を送信できません。招待元の会社にお問い合わせください。',
    rate_limited: '招待の送信が多すぎます。1 時間後にもう一度お試しください。',
  },
  closed: {
    title: '現在アクセスできません',
    text: '会社のアカウントが停止中かまだ有効でないか、あなたがアカウントから削除された可能性があります。',
    ask: 'アカウントのオーナー、または招待元の会社の担当者にお問い合わせください。',
    reason: '理由',
  },
};
