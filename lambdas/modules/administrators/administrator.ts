import { type DynamoDBDocumentClient, GetCommand, QueryCommand } from '@aws-sdk/lib-dynamodb';
import * as z from 'zod/mini';

import { DAY } from '../platform/clock.ts';
import { ADMINISTRATOR_ROLES, type AdministratorRole } from '../platform/scopes.ts';
import * as stored from '../platform/stored.ts';
import { DELIVERY_STATUSES } from '../records/invitation.ts';
import { RECORDS } from '../records/table.ts';
import { administratorKey, administratorPartition } from './administrator-access.ts';

/** The statuses of an administrator, as the API shows them. */
export const ADMINISTRATOR_STATUSES = ['invited', 'expired', 'active'] as const;
export type AdministratorStatus = (typeof ADMINISTRATOR_STATUSES)[number];

/** The role that can manage administrators. A tenant always has at least one active administrator with this role. */
export const FULL_ROLE: AdministratorRole = 'administrators';

/** The attribute that counts the active administrators with the full role. */
export const FULL_ROLE_COUNT = 'activeFull';

/** The maximum number of administrators of a tenant. Listing reads all of them, which costs at most 25 RRU. */
export const ADMINISTRATORS_MAX = 200;

/** The lifetime of a setup link: the same as Cognito's default for a temporary password. */
export const SETUP_LINK_TIME = 7 * DAY;

const actorSchema = z.object({ id: stored.text, name: stored.text });
/** The actor that changed an administrator: a person, or the operator of the installation. */
export type AdministratorActor = z.infer<typeof actorSchema>;

/** An administrator as stored. */
const administratorSchema = z.object({
  id: stored.text,
  tenantId: stored.text,
  /** The address as entered. */
  email: stored.text,
  /** The normalized address: the user name in the user pool, and the address that emails are sent to. */
  address: stored.text,
  name: stored.optionalText,
  role: z.enum(ADMINISTRATOR_ROLES),
  /** `invited` until the person has set up the account. Only an active administrator gets tokens. */
  status: z.enum(['invited', 'active']),
  /** The language of the email and the page (BCP 47). */
  locale: stored.text,
  createdAt: stored.time,
  createdBy: actorSchema,
  updatedAt: stored.time,
  updatedBy: actorSchema,
  /** Increments with each change to the name or role, and when the account is set up. */
  version: z.number().check(z.int(), z.positive()),
  /** The fingerprint of the request that created the administrator, if it had an `Idempotency-Key`. */
  fingerprint: stored.optionalText,
  /** The user name in the user pool, once the account is set up. */
  userId: stored.optionalText,
  /** The time at which the link expires. */
  expiresAt: stored.time,
  /** SHA-256 of the secrets of all links from the latest send. */
  tokenHashes: z._default(z.set(stored.text), new Set()),
  delivery: z.object({
    status: z.enum(DELIVERY_STATUSES),
    updatedAt: stored.time,
    sends: z.number().check(z.int(), z.minimum(0)),
    reason: stored.optionalText,
  }),
  /** The attempt to send the email through SES, either in progress or interrupted. */
  sending: z.optional(z.object({ send: z.number(), attempts: z.number(), until: stored.time })),
  /** The submission that is setting up the account, or has set it up. */
  claim: z.optional(z.object({ id: stored.text, name: stored.text })),
  leaseUntil: stored.optionalTime,
});
export type Administrator = z.infer<typeof administratorSchema>;

/** Reads a stored item. */
export function fromAdministratorItem(item: Record<string, unknown>): Administrator {
  return administratorSchema.parse(item);
}

/** Returns true for an active administrator with the full role. A tenant needs at least one. */
export function isFull({ role, status }: Pick<Administrator, 'role' | 'status'>): boolean {
  return role === FULL_ROLE && status === 'active';
}

/** Returns the status at `now`. An invited administrator is `expired` once the link expires. */
export function administratorStatusAt(
  { status, expiresAt }: Pick<Administrator, 'status' | 'expiresAt'>,
  now: Date,
): AdministratorStatus {
  if (status === 'active') return 'active';
  return expiresAt > now.toISOString() ? 'invited' : 'expired';
}

/** The operator of the installation, as the actor in records. */
export const OPERATOR: AdministratorActor = { id: 'operator', name: 'Operator' };

/** Returns the name of the colleague who added an administrator, or `undefined` if it was the operator. */
export function inviterOf({ createdBy }: Pick<Administrator, 'createdBy'>): string | undefined {
  return createdBy.id === OPERATOR.id ? undefined : createdBy.name;
}

/** Reads the administrators of one tenant only. */
export interface AdministratorReader {
  get(tenantId: string, id: string): Promise<Administrator | undefined>;
}

/** Reads administrators with strong consistency: 0.5 to 1 RRU each. */
export class DynamoAdministratorReader implements AdministratorReader {
  readonly #client: DynamoDBDocumentClient;
  readonly #tableName: string;

  constructor(client: DynamoDBDocumentClient, tableName: string) {
    this.#client = client;
    this.#tableName = tableName;
  }

  async get(tenantId: string, id: string): Promise<Administrator | undefined> {
    const { Item } = await this.#client.send(
      new GetCommand({
        TableName: this.#tableName,
        Key: administratorKey(tenantId, id),
        ConsistentRead: true,
      }),
    );
    return Item === undefined ? undefined : fromAdministratorItem(Item);
  }
}

/** Lists the administrators of a tenant. */
export interface AdministratorList {
  list(tenantId: string): Promise<Administrator[]>;
}

/**
 * Lists all administrators of a tenant, oldest first. The limit keeps them below the 1 MB that a single query can read.
 */
export class DynamoAdministratorList implements AdministratorList {
  readonly #client: DynamoDBDocumentClient;
  readonly #tableName: string;

  constructor(client: DynamoDBDocumentClient, tableName: string) {
    this.#client = client;
    this.#tableName = tableName;
  }

  async list(tenantId: string): Promise<Administrator[]> {
    const { Items = [] } = await this.#client.send(
      new QueryCommand({
        TableName: this.#tableName,
        KeyConditionExpression: 'pk = :pk AND begins_with(sk, :prefix)',
        ExpressionAttributeValues: {
          ':pk': administratorPartition(tenantId),
          ':prefix': `${RECORDS.administrator}#`,
        },
        ConsistentRead: true,
      }),
    );
    return Items.map(fromAdministratorItem).toSorted((a, b) =>
      a.createdAt === b.createdAt ? (a.id < b.id ? -1 : 1) : a.createdAt < b.createdAt ? -1 : 1,
    );
  }
}
