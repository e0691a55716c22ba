import type { DefaultsTexts } from '../texts.ts';

/** Japanese. */
export const ja: DefaultsTexts = {
  lead: '新しい招待とアカウントに適用されます。数値を空にすると既定値に戻ります。',
  invitations: '招待',
  expiryDays: { label: '有効期間', hint: '新しい招待を使用できる期間です。' },
  maxExpiryDays: { label: '有効期間の上限', hint: '招待に設定できる最長の期間です。' },
  reminders: {
    label: 'リマインダー',
    hint: '期限の何日前に送るかをカンマ区切りで入力します（例: 3, 1）。空にすると送信しません。',
  },
  remindersWrong: (most) => `1〜${most} の整数をカンマ区切りで入力してください。`,
  remindersMany: 'リマインダーは 5 件までです。',
  language: {
    label: '言語',
    hint: '招待に言語の指定がない場合に、メールとページで使用します。',
  },
  retentionDays: {
    label: '保存期間',
    hint: 'この期間を過ぎると、期限切れの招待は個人データとともに削除されます。',
  },
  differentEmail: {
    label: '別のメールアドレスを許可する',
    hint: '招待ごとに、別のアドレスでの登録を許可できるようになります。',
  },
  accounts: 'アカウント',
  approval: {
    label: '新しい顧客を承認制にする',
    hint: '管理者が顧客を有効にするまで、新しい顧客のユーザーはサインインできません。',
  },
  secondFactor: {
    label: '管理者に2段階認証を必須にする',
    hint: '認証アプリを設定していない管理者は、アカウントメニューの「サインインとセキュリティ」で設定するまで他の操作ができません。先にご自身の認証アプリを設定してください。',
  },
  redirectUrls: {
    label: 'リダイレクト URL',
    hint: '登録後のリダイレクト先にできるアドレスです。その配下のページも対象です。1 行に 1 つ入力します（例: https://portal.example.com/welcome）。',
  },
  redirectUrlWrong: (url) =>
    `? や # を含まない完全なアドレスを入力してください（例: https://portal.example.com）。${url} を確認してください。`,
  groups: { label: 'グループ', hint: '招待で付与できるグループです。' },
  groupsNeeded: 'グループを 1 つ以上選択してください。',
  firstGroup: {
    label: '既定のグループ',
    hint: '招待にグループの指定がない場合に付与されます。',
  },
  limits: '上限',
  limitsHint: 'アカウントが悪用された場合に、顧客と送信元の評価を守ります。',
  limitNames: {
    invitationsPerAdministratorPerHour: {
      label: '管理者ごとの 1 時間あたりの招待数',
      hint: '再送信とコピーしたリンクを含みます。API クライアントにもそれぞれ適用されます。',
    },
    invitationsPerTenantPerHour: {
      label: '1 時間あたりの招待数',
      hint: '会社全体の合計です。',
    },
    invitationsPerCustomerPerHour: {
      label: '顧客ごとの 1 時間あたりの招待数',
      hint: '顧客が同僚に送る招待です。',
    },
    importedInvitationsPerTenantPerDay: {
      label: '1 日あたりのインポート行数',
      hint: 'ドライランは数えません。',
    },
    resendsPerInvitationPerDay: {
      label: '招待ごとの 1 日あたりの再送信回数',
      hint: '全員の合計です。',
    },
    mailsPerRecipientPerDay: {
      label: 'アドレスごとの 1 日あたりのメール数',
      hint: 'リマインダーとコードを含むすべてのメールです。',
    },
    pendingInvitations: { label: '保留中の招待', hint: '同時に存在できる数です。' },
    contactsPerCustomer: {
      label: '顧客ごとの連絡先',
      hint: 'アカウントの有無を問いません。',
    },
    apiClients: { label: 'API クライアント', hint: '同時に存在できる数です。' },
  },
  days: (least, most) => `${least}〜${most} 日。`,
  upTo: (most) => `上限は ${most} です。`,
  wrongNumber: (least, most) => `${least}〜${most} の整数を入力してください。`,
  operator: '運用者による設定',
  operatorHint:
    'この環境の運用者が決める項目です。変更が必要な場合は運用者にお問い合わせください。',
  status: 'ステータス',
  statuses: { active: '有効', suspended: '停止中' },
  portal: '顧客ポータル',
  portalIncluded: '利用できます',
  portalMissing: '利用できません（招待できません）',
  apiClients: 'API クライアント',
  apiClientsIncluded: '利用できます',
  apiClientsMissing: '利用できません',
  longestExpiry: '有効期間の上限',
  longestRetention: '保存期間の上限',
  availableGroups: '利用できるグループ',
  dayCount: (count) => `${count} 日`,
  none: 'なし',
};
