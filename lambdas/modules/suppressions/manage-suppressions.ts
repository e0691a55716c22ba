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

/** Looks up whether a tenant has invited an address. */
interface InvitedAddresses {
  has(tenantId: string, address: string): Promise<boolean>;
}

/**
 * Looks up invited addresses in DynamoDB, with one query that reads one row. An invitation is found until its retention
 * period ends.
 */
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
  /** Allows administrators to lift suppressions. Disabled unless the installation's configuration enables it. */
  readonly administratorsMayLift: boolean;
  readonly clock: Clock;
}

/**
 * Returns whether an address is suppressed, and the reason. Suppressions are shared by all tenants, so a tenant can
 * look up only addresses that it has invited. The activity log records the lookup.
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
  return toResponse(deps, principal, address, await deps.suppressions.find(address));
}

/**
 * Lifts a suppression, so that the address can be invited again. Repeating it has no further effect.
 *
 * @throws {FoyerError} like {@link lookUpSuppression}, and `suppression_not_liftable` after a complaint, or if only the
 * operator of the installation can lift suppressions
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
  if (known === undefined || !isSuppressed(known, now)) return toResponse(deps, principal, address);
  if (!LIFTABLE_REASONS.includes(known.reason)) throw complaintNotLiftable();
  const lifted = await deps.lifter.lift(address, {
    lift: { at: now.toISOString(), by: principal.id, tenantId: principal.tenantId },
    reasons: LIFTABLE_REASONS,
    activity: activityOf('suppression.lifted', principal, address),
  });
  // Another request lifted it at the same time, or a complaint arrived.
  if (!lifted && (await deps.suppressions.find(address))?.reason === 'complaint')
    throw complaintNotLiftable();
  return toResponse(deps, principal, address);
}

/** Returns the address, normalized as in suppressions and invitations, if the tenant has invited it. */
async function requireInvited(
  { invited }: Pick<SuppressionDeps, 'invited'>,
  { tenantId }: Principal,
  typed: string,
): Promise<string> {
  const email = parseEmailAddress(typed);
  if ('problem' in email) throw invalidField('email', email.problem);
  if (await invited.has(tenantId, email.normalized)) return email.normalized;
  throw new FoyerError('not_found', 'Your company has no invitation for this address.');
}

/**
 * Returns the ID for the activity log. An address always has the same ID within a tenant, but a different one in each
 * tenant.
 */
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

function toResponse(
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

function complaintNotLiftable(): FoyerError {
  return notLiftable(
    'The recipient reported an email as spam. Only the operator of this installation can lift this suppression.',
  );
}

function notLiftable(message: string): FoyerError {
  return new FoyerError('suppression_not_liftable', message);
}
