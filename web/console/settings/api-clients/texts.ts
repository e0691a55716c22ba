/** Texts of the API clients section. */
import type { MachineScope } from '../../../../client/src/generated/types.gen.ts';

export interface ApiClientsTexts {
  readonly lead: string;
  readonly empty: string;
  readonly emptyHint: string;
  /** Shown to companies that cannot create API clients. */
  readonly notIncluded: string;
  readonly notIncludedHint: string;
  readonly client: string;
  readonly title: string;
  readonly name: string;
  readonly nameHint: string;
  readonly nameRequired: string;
  readonly nameLong: string;
  readonly scopes: string;
  readonly scopesHint: string;
  readonly scopesRequired: string;
  /** A sentence for each scope. */
  readonly scopeTexts: Readonly<Record<MachineScope, string>>;
  readonly clientId: string;
  readonly secret: string;
  readonly created: string;
  readonly createdBy: string;
  readonly rotated: string;
  readonly never: string;
  readonly more: (count: number) => string;
  readonly add: string;
  readonly addConfirm: string;
  readonly addDone: string;
  readonly limit: string;
  readonly tokenTitle: string;
  readonly tokenText: string;
  readonly shell: string;
  readonly typescript: string;
  readonly rotate: string;
  readonly rotateTitle: string;
  readonly rotateText: string;
  readonly rotateAgainText: string;
  readonly rotateDone: string;
  readonly revoke: string;
  readonly revokeTitle: string;
  readonly revokeText: string;
  readonly revokeConfirm: string;
  readonly revokeDone: string;
  readonly delete: string;
  readonly deleteTitle: string;
  readonly deleteText: string;
  readonly deleteDone: string;
}
