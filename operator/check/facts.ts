import type { Contact } from '../../lambdas/modules/records/contact.ts';
import type { Customer } from '../../lambdas/modules/records/customer.ts';
import type { ExternalUser } from '../../lambdas/modules/identity/external-users.ts';
import type { ImportJob } from '../../lambdas/modules/imports/import.ts';
import type { Invitation } from '../../lambdas/modules/records/invitation.ts';
import type { Preset } from '../../lambdas/modules/records/preset.ts';
import type { Problem } from './problem.ts';

export type TableItem = Readonly<Record<string, unknown>>;

export type CustomerFact = Pick<
  Customer,
  | 'id'
  | 'tenantId'
  | 'status'
  | 'email'
  | 'primaryContactId'
  | 'copiedFrom'
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
  /** Stands among those whose account is to be removed. */
  readonly waits: boolean;
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
  /** Where the lock of its address lies. */
  readonly lockAt: string;
}

export interface LockFact {
  readonly at: string;
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
  /** Its chunks begin with this: those of another request with the same key are not its own. */
  readonly upload: string;
  /** DynamoDB may have removed some of it. */
  readonly over: boolean;
}

/** What the chunks of an import hold together. */
export interface ChunkSums {
  chunks: number;
  rows: number;
  unfinished: number;
  created: number;
  wouldCreate: number;
  skipped: number;
  error: number;
  /** The invitations that it says it made. */
  readonly made: string[];
}

export interface AdministratorFact {
  readonly id: string;
  readonly tenantId: string;
  /** Active in the full role. */
  readonly full: boolean;
  /** The key of the address that it holds. */
  readonly addressAt: string;
}

export interface OpenFact {
  readonly tenantId: string;
  /** How many open invitations expire on a day, by the name of its attribute. */
  readonly days: ReadonlyMap<string, number>;
}

/** What is kept of each item while a table is walked: some hundred bytes, and nothing that a person wrote. */
export class Facts {
  readonly customers = new Map<string, CustomerFact>();
  readonly contacts = new Map<string, ContactFact>();
  readonly people = new Map<string, ContactFact[]>();
  readonly accounts = new Map<string, ContactFact[]>();
  readonly invitations = new Map<string, InvitationFact>();
  readonly locks = new Map<string, LockFact>();
  readonly imports = new Map<string, ImportFact>();
  readonly chunks = new Map<string, ChunkSums>();
  readonly externals = new Map<string, ExternalUser>();
  /** External users by where their address lies. */
  readonly addresses = new Map<string, ExternalUser>();
  readonly open = new Map<string, OpenFact>();
  readonly tenants = new Set<string>();
  readonly applications = new Set<string>();
  /** The clients that applications of a tenant name: `<tenant> <client>`, with one that does. */
  readonly applicationClients = new Map<string, string>();
  /** The tenant that registered a client, by the client. */
  readonly registrations = new Map<string, string>();
  readonly presets: Preset[] = [];
  readonly webhooks = new Map<string, number>();
  readonly webhookCounts = new Map<string, number>();
  /** Programs, by their tenant and by what says whose they are: `<tenant> <client>`. */
  readonly clients = new Set<string>();
  readonly clientOwners = new Set<string>();
  readonly clientCounts = new Map<string, number>();
  readonly administrators: AdministratorFact[] = [];
  readonly administratorCounts = new Map<string, { readonly all: number; readonly full: number }>();
  /** The tenants of the addresses that administrators hold, by where the address lies. */
  readonly administratorAddresses = new Map<string, string>();
  /** The tenants that items name, each with one that does. */
  readonly named = new Map<string, string>();
  /** What is wrong with items by themselves. */
  readonly problems: Problem[] = [];
}

/** Adds to a list in a map. */
export function push<T>(map: Map<string, T[]>, key: string, value: T): void {
  const list = map.get(key);
  if (list === undefined) map.set(key, [value]);
  else list.push(value);
}
