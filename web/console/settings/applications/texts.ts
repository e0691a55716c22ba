/** Texts of the applications section. */
import type { ApplicationProtocol } from '../../../../client/src/generated/types.gen.ts';

export interface ApplicationsTexts {
  readonly title: string;
  readonly lead: string;
  readonly application: string;
  readonly empty: string;
  readonly emptyHint: string;
  readonly name: string;
  readonly nameHint: string;
  readonly nameRequired: string;
  readonly nameLong: string;
  readonly protocol: string;
  readonly protocols: Readonly<
    Record<ApplicationProtocol, { readonly label: string; readonly hint: string }>
  >;
  readonly clientId: string;
  readonly clientIdHint: string;
  readonly clientIdWrong: string;
  readonly redirectUrl: string;
  readonly redirectUrlHint: string;
  readonly redirectUrlWrong: string;
  readonly groups: string;
  readonly groupsHint: string;
  readonly groupsMany: string;
  readonly none: string;
  readonly updated: string;
  readonly add: string;
  readonly addConfirm: string;
  readonly addDone: string;
  readonly limit: string;
  readonly edit: string;
  readonly editTitle: string;
  readonly save: string;
  readonly saved: string;
  readonly delete: string;
  readonly deleteTitle: string;
  readonly deleteText: string;
  readonly deleteDone: string;
  /** The reason that it cannot be deleted, with the names of presets. */
  readonly usedBy: (presets: string) => string;
}
