import type { CatalogTexts } from '../texts.ts';

/** Japanese. */
export const ja: CatalogTexts = {
  lead: '顧客が利用できる内容とランクです。選択肢はこの順に表示されます。',
  lists: {
    services: {
      title: 'サービス',
      hint: '1 つの顧客に複数設定できます。',
      none: 'サービスはまだありません。',
      add: 'サービスを追加',
      entry: (number) => `サービス ${number}`,
      removed: (names) =>
        `保存すると削除されます: ${names}。すでに設定されている顧客からは削除されません。`,
    },
    servicePlans: {
      title: 'サービスプラン',
      hint: '1 つの顧客に設定できるのは 1 つまでです。割り当てられるのはプランの管理権限を持つ人だけです。',
      none: 'サービスプランはまだありません。',
      add: 'サービスプランを追加',
      entry: (number) => `サービスプラン ${number}`,
      removed: (names) =>
        `保存すると削除されます: ${names}。すでに設定されている顧客からは削除されません。`,
    },
    ranks: {
      title: 'ランク',
      hint: '顧客の重要度を表す独自の名前です。ランクがない場合は任意の語を入力できます。',
      none: 'ランクはありません。任意の語を入力できます。',
      add: 'ランクを追加',
      entry: (number) => `ランク ${number}`,
      removed: (names) =>
        `保存すると削除されます: ${names}。すでに設定されている顧客からは削除されません。`,
    },
  },
  name: '名前',
  id: 'ID',
  idShown: (id) => `ID: ${id}`,
  idHint: 'API で使用します。後から変更できません。',
  isDefault: '既定で有効',
  up: (name) => `上へ移動: ${name}`,
  down: (name) => `下へ移動: ${name}`,
  remove: (name) => `削除: ${name}`,
  moved: (name, position, count) => `${name}: ${count} 件中 ${position} 番目`,
  nameMissing: '名前を入力するか、この項目を削除してください。',
  nameLong: (most) => `${most} 文字以内で入力してください。`,
  idWrong: '半角の英小文字、数字、ハイフンを 40 文字以内で入力してください（例: web-shop）。',
  idTaken: 'この ID は別の項目で使われています。',
  rankTaken: 'このランクはすでにあります。',
  full: (most) => `リストがいっぱいです（${most} 件）。`,
};
