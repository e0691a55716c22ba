import { TransactWriteCommand, type DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { refusalOf, writeOnCondition, type Companion } from '../dynamodb/conditional-write.ts';
import type { FoyerError } from '../platform/errors.ts';
import { keptOut, lockSchema, takeLock, type LockedOut, type LockTerms } from './address-lock.ts';
import { fromInvitationItem, toInvitationItem } from './invitation-item.ts';
import type { Invitation } from './invitation.ts';

/**
 * What became of a create: made, made before by the same request, kept out by the address's lock or by the number of
 * mails that the address had today, or refused by what was to be written together with it.
 */
export type CreateOutcome =
  | { readonly outcome: 'created' }
  | { readonly outcome: 'exists'; readonly invitation: Invitation }
  | { readonly outcome: 'refused'; readonly error: FoyerError }
  | LockedOut;

/** The table that invitations are in. */
export interface InvitationTable {
  readonly client: DynamoDBDocumentClient;
  readonly tableName: string;
}

/**
 * Writes an invitation and the lock of its address in one transaction, with the companions, if any: 4 WRU and theirs, and
 * 2 more where the mail of an invitation for an application is counted. A lock that is there keeps it out, unless it still
 * is as in `terms.stale`: a lock that was found to bind nobody is taken over.
 */
export async function writeInvitation(
  { client, tableName }: InvitationTable,
  invitation: Invitation,
  terms: LockTerms,
  companions: readonly Companion[] = [],
): Promise<CreateOutcome> {
  const lock = takeLock(tableName, invitation, terms, 'creating');
  const written = await writeOnCondition(() =>
    client.send(
      new TransactWriteCommand({
        TransactItems: [
          {
            Put: {
              TableName: tableName,
              Item: toInvitationItem(invitation),
              ConditionExpression: 'attribute_not_exists(pk)',
              ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
            },
          },
          ...lock,
          ...companions.map(({ item }) => item),
        ],
      }),
    ),
  );
  if (written.done) return { outcome: 'created' };
  const [invitationRefusal, lockRefusal, ...more] = written.refusals;
  const [counting, others] = [more.slice(0, lock.length - 1), more.slice(lock.length - 1)];
  // A repeat finds all of what the first request wrote, and is not to be refused by it.
  if (invitationRefusal?.item !== undefined)
    return { outcome: 'exists', invitation: fromInvitationItem(invitationRefusal.item) };
  if (lockRefusal !== undefined) {
    const { item } = lockRefusal;
    return keptOut(item, terms) ?? { outcome: 'locked', lock: lockSchema.parse(item) };
  }
  if (counting.some((refusal) => refusal !== undefined)) return { outcome: 'flooded' };
  return { outcome: 'refused', error: refusalOf(companions, others) };
}
