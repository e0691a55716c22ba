import { UpdateCommand, type DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { writeOnCondition, type Companion } from '../dynamodb/conditional-write.ts';
import type { LockTerms } from './address-lock.ts';
import type { Invitation } from './invitation.ts';
import { fromInvitationItem } from './invitation-item.ts';
import { readInvitation } from './read-invitation.ts';
import { revocation, type RevokeChange } from './revocation.ts';
import { writeInvitation, type CreateOutcome } from './write-invitation.ts';

/** What became of a change of state: the invitation afterwards, or as it was when it refused. */
export type ChangeOutcome =
  | { readonly changed: true; readonly invitation: Invitation }
  | {
      readonly changed: false;
      readonly current: Invitation | undefined;
    };

/** Invitations as administrators change them. */
export class DynamoInvitationStore {
  readonly #client: DynamoDBDocumentClient;
  readonly #tableName: string;

  constructor(client: DynamoDBDocumentClient, tableName: string) {
    this.#client = client;
    this.#tableName = tableName;
  }

  get(invitationId: string): Promise<Invitation | undefined> {
    return readInvitation(this.#client, this.#tableName, invitationId);
  }

  /** Writes an invitation and the lock of its address: see {@link writeInvitation}. */
  create(
    invitation: Invitation,
    terms: LockTerms,
    companions: readonly Companion[] = [],
  ): Promise<CreateOutcome> {
    const table = { client: this.#client, tableName: this.#tableName };
    return writeInvitation(table, invitation, terms, companions);
  }

  /** Ends an invitation that is pending or expired: 1 WRU. Its links stay known, so that their holder learns why. */
  async revoke(change: RevokeChange): Promise<ChangeOutcome> {
    const { Update } = revocation(this.#tableName, change);
    const written = await writeOnCondition(() =>
      this.#client.send(new UpdateCommand({ ...Update, ReturnValues: 'ALL_NEW' })),
    );
    if (written.done)
      return { changed: true, invitation: fromInvitationItem(written.output.Attributes ?? {}) };
    const item = written.refusals[0]?.item;
    return { changed: false, current: item === undefined ? undefined : fromInvitationItem(item) };
  }
}
