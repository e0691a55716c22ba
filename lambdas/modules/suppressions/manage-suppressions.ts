import { type DynamoDBDocumentClient, QueryCommand } from '@aws-sdk/lib-dynamodb';

import type { ActivityNotes, NotedActivity } from '../activity/activity-notes.ts';
import type { Principal } from '../http/principal.ts';
import type { Clock } from '../platform/clock.ts';
import { parseEmailAddress } from '../platform/email-address.ts';
import { FoyerError, invalidField } from '../platform/errors.ts';
import { derivedId } from '../platform/ids.ts';
import { INDEXES, listPartition } from '../records/table.ts';
import type { SuppressionResponse } from './responses.ts';
import { isSuppressed, LIFTABLE_REASONS, type Suppression } from './suppression.ts';
import type { DynamoSuppressionLifter, SuppressionReader } from './suppression-store.ts';

/** Finds out whether a tenant has invited an address. */
interface InvitedAddresses {
  has(tenantId: string, address: string): Promise<boolean>;
}

/** Invited addresses in DynamoDB: one query that reads one row. An invitation is found until its retention ends. */
export class DynamoInvitedAddresses implements InvitedAddresses {
  readonly #client: DynamoDBDocumentClient;
  readonly #tableName: string;

  constructor(client: DynamoDBDocumentClient, tableName: string) {
    this.#client = client;
    this.#tableName = tableName;
  }

  async has(tenantId: string, address: string): Promise<boolean> {
    const { name, partitionKey, sortKey } = INDEXES.byEmail;
    const { Count = 0 } = await this.#client.send(
      new QueryCommand({
        TableName: this.#tableName,
        IndexName: name,
        KeyConditionExpression: '#list = :list AND #address = :address',
        ExpressionAttributeNames: { '#list': partitionKey, '#address': sortKey },
        ExpressionAttributeValues: {
          ':list': listPartition(tenantId, 'invitation'),
          ':address': address,
        },
        Select: 'COUNT',
        Limit: 1,
      }),
    );
    return Count > 0;
  }
}

export interface SuppressionDeps {
  readonly suppressions: SuppressionReader;
  readonly invited: InvitedAddresses;
  readonly notes: ActivityNotes;
  readonly lifter: Pick<DynamoSuppressionLifter, 'lift'>;
  /** What the installation decides: off unless its configuration says so. */
  readonly administratorsMayLift: boolean;
  readonly clock: Clock;
}

/**
 * Tells whether and why an address gets no mail. Suppressions are shared by all tenants, so a tenant learns about an address
 * only when it has invited it; the log notes who asked.
 *
 * @throws {FoyerError} `invalid_request`, `not_found` for an address that the tenant has not invited
 */
export async function lookUpSuppression(
  deps: SuppressionDeps,
  principal: Principal,
  { email }: { readonly email: string },
): Promise<SuppressionResponse> {
  const address = await requireInvited(deps, principal, email);
  await deps.notes.note(activityOf('suppression.viewed', principal, address));
  return shown(deps, principal, address, await deps.suppressions.find(address));
}

/**
 * Lifts a suppression, so that the address can be invited again. Repeating it changes nothing.
 *
 * @throws {FoyerError} as {@link lookUpSuppression}, and `suppression_not_liftable` after a complaint, or where the
 * installation leaves lifting to its operator
 */
export async function liftSuppression(
  deps: SuppressionDeps,
  principal: Principal,
  { email }: { readonly email: string },
): Promise<SuppressionResponse> {
  if (!deps.administratorsMayLift)
    throw notLiftable('Only the operator of this installation can lift suppressions.');
  const address = await requireInvited(deps, principal, email);
  const now = deps.clock.now();
  const known = await deps.suppressions.find(address);
  if (known === undefined || !isSuppressed(known, now)) return shown(deps, principal, address);
  if (!LIFTABLE_REASONS.includes(known.reason)) throw complained();
  const lifted = await deps.lifter.lift(address, {
    lift: { at: now.toISOString(), by: principal.id, tenantId: principal.tenantId },
    reasons: LIFTABLE_REASONS,
    activity: activityOf('suppression.lifted', principal, address),
  });
  // Somebody else lifted it at the same moment, or complained.
  if (!lifted && (await deps.suppressions.find(address))?.reason === 'complaint')
    throw complained();
  return shown(deps, principal, address);
}

/** Finds the address in the form that suppressions and invitations are stored under. */
async function requireInvited(
  { invited }: Pick<SuppressionDeps, 'invited'>,
  { tenantId }: Principal,
  typed: string,
): Promise<string> {
  const email = parseEmailAddress(typed);
  if ('problem' in email) throw invalidField('email', email.problem);
  if (await invited.has(tenantId, email.normalised)) return email.normalised;
  throw new FoyerError('not_found', 'Your company has no invitation for this address.');
}

/** Names the object for the log: the same for the same address, within this tenant only. */
function suppressionIdOf(tenantId: string, address: string): string {
  return derivedId('sup', tenantId, address);
}

function activityOf(type: string, { tenantId }: Principal, address: string): NotedActivity {
  return {
    tenantId,
    type,
    object: { type: 'suppression', id: suppressionIdOf(tenantId, address) },
  };
}

function shown(
  { administratorsMayLift, clock }: Pick<SuppressionDeps, 'administratorsMayLift' | 'clock'>,
  { tenantId }: Principal,
  address: string,
  suppression?: Suppression,
): SuppressionResponse {
  const id = suppressionIdOf(tenantId, address);
  if (suppression === undefined || !isSuppressed(suppression, clock.now()))
    return { id, suppressed: false, liftable: false };
  const { reason, until } = suppression;
  const liftable = administratorsMayLift && LIFTABLE_REASONS.includes(reason);
  return { id, suppressed: true, reason, until, liftable };
}

function complained(): FoyerError {
  return notLiftable(
    'The recipient reported an email as spam. Only the operator of this installation can lift this suppression.',
  );
}

function notLiftable(message: string): FoyerError {
  return new FoyerError('suppression_not_liftable', message);
}
