import {
  type DynamoDBDocumentClient,
  ScanCommand,
  type ScanCommandOutput,
} from '@aws-sdk/lib-dynamodb';

import type { ExternalUser } from '../../lambdas/modules/identity/external-users.ts';
import type { ImportJob } from '../../lambdas/modules/imports/import.ts';
import type { Contact } from '../../lambdas/modules/records/contact.ts';
import type { Customer } from '../../lambdas/modules/records/customer.ts';
import type { Invitation } from '../../lambdas/modules/records/invitation.ts';
import type { Preset } from '../../lambdas/modules/records/preset.ts';
import type { SearchKind } from '../../lambdas/modules/search/search-item.ts';

export type TableItem = Readonly<Record<string, unknown>>;

export interface Table {
  readonly client: DynamoDBDocumentClient;
  readonly tableName: string;
}

/**
 * Reads every item of a table, in pages of one megabyte, with a Scan, which no function of the service uses. It costs
 * half a read unit for each 4 KB of the table
 * (https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/read-write-operations.html), or a whole one when
 * `consistent`. It is not a snapshot: an item that changes during the scan is read before or after the change.
 */
export async function* scanTable(
  { client, tableName }: Table,
  { consistent }: { readonly consistent: boolean },
): AsyncGenerator<TableItem[]> {
  let next: Record<string, unknown> | undefined;
  do {
    const page: ScanCommandOutput = await client.send(
      new ScanCommand({
        TableName: tableName,
        ConsistentRead: consistent,
        ExclusiveStartKey: next,
      }),
    );
    yield page.Items ?? [];
    next = page.LastEvaluatedKey;
  } while (next !== undefined);
}

/** A count as stored, and as computed from the records. */
export interface Count {
  readonly pk: string;
  readonly sk: string;
  readonly state: string;
  stored: number;
  actual: number;
}

/** Corrects a projection, which is derived from the records. */
export type Repair =
  | { readonly projection: 'counts'; readonly count: Readonly<Count> }
  | { readonly projection: 'search'; readonly kind: SearchKind; readonly place: string };

/** An inconsistency in the table: a sentence with IDs and no personal data. */
export interface Problem {
  /** Absent if the item does not name its tenant. */
  readonly tenantId: string | undefined;
  readonly message: string;
  /** Absent if only a person can decide how to correct it. */
  readonly repair?: Repair;
}

/** Records a problem under a condition. */
export type Report = (isWrong: boolean, message: string) => void;

/** Returns a {@link Report} that adds to `problems`. */
export function reporter(problems: Problem[], tenantId: string | undefined): Report {
  return (isWrong, message) => {
    if (isWrong) problems.push({ tenantId, message });
  };
}

export type CustomerFact = Pick<
  Customer,
  | 'id'
  | 'tenantId'
  | 'status'
  | 'email'
  | 'primaryContactId'
  | 'copiedFrom'
  | 'invitationId'
  | 'contacts'
  | 'users'
  | 'owners'
>;

export interface ContactFact extends Pick<
  Contact,
  | 'id'
  | 'tenantId'
  | 'customerId'
  | 'role'
  | 'email'
  | 'userId'
  | 'invitationId'
  | 'removedAt'
  | 'formerUserId'
> {
  /** In the queue for the removal of its account. */
  readonly isQueued: boolean;
}

export interface InvitationFact extends Pick<
  Invitation,
  | 'id'
  | 'tenantId'
  | 'status'
  | 'expiresAt'
  | 'customerId'
  | 'contactId'
  | 'existingCustomer'
  | 'existingContact'
  | 'acceptedUserId'
  | 'importId'
> {
  /** The partition key of the lock on its address. */
  readonly lockKey: string;
}

export interface LockFact {
  readonly key: string;
  readonly tenantId: string | undefined;
  readonly invitationId: string;
}

export interface ImportFact extends Pick<
  ImportJob,
  | 'id'
  | 'tenantId'
  | 'total'
  | 'remaining'
  | 'created'
  | 'wouldCreate'
  | 'skipped'
  | 'error'
  | 'chunks'
> {
  /** The prefix of its chunks, which distinguishes them from those of another request with the same key. */
  readonly upload: string;
  /** Past its TTL, so DynamoDB may have removed some of its items. */
  readonly isExpired: boolean;
}

/** Sums over the chunks of an import. */
export interface ChunkSums {
  chunks: number;
  rows: number;
  unfinished: number;
  created: number;
  wouldCreate: number;
  skipped: number;
  error: number;
  /** The invitations that its rows claim to have created. */
  readonly createdIds: string[];
}

export interface AdministratorFact {
  readonly id: string;
  readonly tenantId: string;
  /** Active, with the full role. */
  readonly isFull: boolean;
  /** The key of the item that holds its address. */
  readonly addressKey: string;
}

export interface OpenCountFact {
  readonly tenantId: string;
  /** Open invitations by the attribute of the day on which they expire. */
  readonly days: ReadonlyMap<string, number>;
}

/** The facts kept about each item during a scan: a few hundred bytes, and no text that a person wrote. */
export class Facts {
  readonly customers = new Map<string, CustomerFact>();
  readonly contacts = new Map<string, ContactFact>();
  readonly contactsByCustomer = new Map<string, ContactFact[]>();
  readonly contactsByUser = new Map<string, ContactFact[]>();
  readonly invitations = new Map<string, InvitationFact>();
  readonly locks = new Map<string, LockFact>();
  readonly imports = new Map<string, ImportFact>();
  readonly chunks = new Map<string, ChunkSums>();
  readonly externalUsers = new Map<string, ExternalUser>();
  /** External users, by the partition key of their address. */
  readonly externalUsersByAddress = new Map<string, ExternalUser>();
  readonly openCounts = new Map<string, OpenCountFact>();
  readonly tenants = new Set<string>();
  readonly applications = new Set<string>();
  /** An application that uses a client, by `<tenant> <client>`. */
  readonly applicationClients = new Map<string, string>();
  /** The tenant that registered a client, by client. */
  readonly registrations = new Map<string, string>();
  readonly presets: Preset[] = [];
  readonly webhooks = new Map<string, number>();
  readonly webhookCounts = new Map<string, number>();
  /** API clients in the list of their tenant, and as their owner records name them: `<tenant> <client>`. */
  readonly clients = new Set<string>();
  readonly clientOwners = new Set<string>();
  readonly clientCounts = new Map<string, number>();
  readonly administrators: AdministratorFact[] = [];
  readonly administratorCounts = new Map<string, { readonly all: number; readonly full: number }>();
  /** The tenants of administrators' addresses, by the key of the address. */
  readonly administratorAddresses = new Map<string, string>();
  /** The tenants that items refer to, each with one such item. */
  readonly referencedTenants = new Map<string, string>();
  /** Problems of single items. */
  readonly problems: Problem[] = [];
}

/** Appends to a list in a map. */
export function push<T>(map: Map<string, T[]>, key: string, value: T): void {
  const list = map.get(key);
  if (list === undefined) map.set(key, [value]);
  else list.push(value);
}
