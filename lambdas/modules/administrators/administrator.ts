import { type DynamoDBDocumentClient, GetCommand, QueryCommand } from '@aws-sdk/lib-dynamodb';
import * as z from 'zod';

import { DAY } from '../platform/clock.ts';
import {
  ADMINISTRATOR_GROUPS,
  type AdministratorRole,
  isAdministratorGroup,
} from '../platform/scopes.ts';
import { DELIVERY_STATUSES } from '../records/invitation.ts';
import { RECORDS } from '../records/table.ts';
import { administratorKey, administratorPartition } from './administrator-access.ts';

export const ADMINISTRATOR_ROLES = Object.keys(ADMINISTRATOR_GROUPS) as [
  AdministratorRole,
  ...AdministratorRole[],
];

/** The statuses of an administrator, as the API shows them. */
export const ADMINISTRATOR_STATUSES = ['invited', 'expired', 'active'] as const;
export type AdministratorStatus = (typeof ADMINISTRATOR_STATUSES)[number];

/** The role that may manage administrators. A tenant always has somebody active in it. */
export const FULL_ROLE: AdministratorRole = 'administrators';

/** The attribute that counts the active administrators in the full role. */
export const FULL_ROLE_COUNT = 'activeFull';

/** The most administrators of a tenant: a list reads all of them, 25 RRU at the most. */
export const ADMINISTRATORS_MAX = 200;

/** The lifetime of a setup link: that of a temporary password of Cognito by default. */
export const SETUP_LINK_TIME = 7 * DAY;

const actorSchema = z.object({ id: z.string(), name: z.string() });
/** Somebody or something that changed an administrator: a person, or the operator of the installation. */
export type AdministratorActor = z.infer<typeof actorSchema>;

/** One of a tenant's own people, as stored. */
const administratorSchema = z.object({
  id: z.string(),
  tenantId: z.string(),
  /** As it was typed. */
  email: z.string(),
  /** Normalized: the name in the user pool, and where mail goes. */
  address: z.string(),
  name: z.string().optional(),
  role: z.string().refine(isAdministratorGroup),
  /** `invited` until the person has set up the account; only an active one gets tokens. */
  status: z.enum(['invited', 'active']),
  /** BCP 47, for the mail and the page. */
  locale: z.string(),
  createdAt: z.iso.datetime(),
  createdBy: actorSchema,
  updatedAt: z.iso.datetime(),
  updatedBy: actorSchema,
  /** Grows with each change of the name or role, and when the account is set up. */
  version: z.number().int().positive(),
  /** The request that made it, where it had an `Idempotency-Key`. */
  fingerprint: z.string().optional(),
  /** The name of the account in the user pool, once it is set up. */
  userId: z.string().optional(),
  /** The time at which the link expires. */
  expiresAt: z.iso.datetime(),
  /** SHA-256 of the secrets of all links of the latest mail. */
  tokenHashes: z.set(z.string()).default(new Set()),
  delivery: z.object({
    status: z.enum(DELIVERY_STATUSES),
    updatedAt: z.iso.datetime(),
    sends: z.number().int().min(0),
    reason: z.string().optional(),
  }),
  /** The attempt to hand the mail to SES that is under way, or broke off. */
  sending: z.object({ send: z.number(), attempts: z.number(), until: z.iso.datetime() }).optional(),
  /** The submission that is setting the account up, or has. */
  claim: z.object({ id: z.string(), name: z.string() }).optional(),
  leaseUntil: z.iso.datetime().optional(),
});
export type Administrator = z.infer<typeof administratorSchema>;

/** Reads a stored item. */
export function fromAdministratorItem(item: Record<string, unknown>): Administrator {
  return administratorSchema.parse(item);
}

/** Tells whether the administrator is one of those of whom a tenant needs at least one. */
export function isFull({ role, status }: Pick<Administrator, 'role' | 'status'>): boolean {
  return role === FULL_ROLE && status === 'active';
}

/** An invited administrator whose link has stopped working is expired from that moment on. */
export function administratorStatusAt(
  { status, expiresAt }: Pick<Administrator, 'status' | 'expiresAt'>,
  now: Date,
): AdministratorStatus {
  if (status === 'active') return 'active';
  return expiresAt > now.toISOString() ? 'invited' : 'expired';
}

/** The operator of the installation, as records name whoever added an administrator. */
export const OPERATOR: AdministratorActor = { id: 'operator', name: 'Operator' };

/** Returns the name of the colleague who added an administrator; nobody knows the operator by name. */
export function inviterOf({ createdBy }: Pick<Administrator, 'createdBy'>): string | undefined {
  return createdBy.id === OPERATOR.id ? undefined : createdBy.name;
}

/** Reads administrators of a tenant; those of other tenants do not exist for it. */
export interface AdministratorReader {
  get(tenantId: string, id: string): Promise<Administrator | undefined>;
}

/** Administrators in DynamoDB, strongly consistent: 0.5 to 1 RRU each. */
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

/** Reads all administrators of a tenant. */
export interface AdministratorList {
  list(tenantId: string): Promise<Administrator[]>;
}

/** All administrators of a tenant, the oldest first. A limit keeps them below the megabyte that one query reads. */
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
