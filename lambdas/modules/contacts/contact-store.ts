import {
  type DynamoDBDocumentClient,
  GetCommand,
  QueryCommand,
  TransactWriteCommand,
} from '@aws-sdk/lib-dynamodb';

import { type Companion, firstError, writeOnCondition } from '../dynamodb/conditional-write.ts';
import { revocation, type RevokeChange } from '../invitations/invitation-store.ts';
import type { FoyerError } from '../platform/errors.ts';
import { idempotencyKeyReused } from '../platform/idempotency.ts';
import { type Contact, contactKey, fromContactItem } from '../records/contact.ts';
import type { Customer } from '../records/customer.ts';
import { customerKey, customerPartition, fromCustomerItem } from '../records/customer-item.ts';
import type { Invitation } from '../records/invitation.ts';
import { readInvitation } from '../records/invitation-item.ts';
import { RECORDS, REMOVAL_PARTITION } from '../records/table.ts';
import { ChangedMeanwhileError } from './contact-rules.ts';
import {
  contactUpdate,
  type CustomerChange,
  type CustomerTerms,
  customerUpdate,
  leadTo,
  putContact,
  updateInvitationTerms,
} from './contact-writes.ts';

export interface ContactPage {
  readonly rows: readonly Contact[];
  /** The ID of the last row, if more rows follow. */
  readonly next: string | undefined;
}

/**
 * The outcome of adding a contact without inviting it. `repeated`: an earlier attempt of the same request created the
 * contact.
 */
export type AddOutcome =
  { readonly outcome: 'added' } | { readonly outcome: 'repeated'; readonly contact: Contact };

/** Reads contacts with strong consistency, and assigns invitations to existing ones, as signing up does. */
export class DynamoContactMatcher {
  protected readonly client: DynamoDBDocumentClient;
  protected readonly tableName: string;

  constructor(client: DynamoDBDocumentClient, tableName: string) {
    this.client = client;
    this.tableName = tableName;
  }

  async find(customerId: string, contactId: string): Promise<Contact | undefined> {
    const item = await this.item(contactKey(customerId, contactId));
    return item && fromContactItem(item);
  }

  invitation(invitationId: string): Promise<Invitation | undefined> {
    return readInvitation(this.client, this.tableName, invitationId);
  }

  /** Returns one page, sorted by ID. Runs one query. */
  async list(customerId: string, limit: number, after: string | undefined): Promise<ContactPage> {
    const { Items = [] } = await this.client.send(
      new QueryCommand({
        TableName: this.tableName,
        KeyConditionExpression: 'pk = :pk AND begins_with(sk, :contact)',
        ExpressionAttributeValues: {
          ':pk': customerPartition(customerId),
          ':contact': `${RECORDS.contact}#`,
        },
        ConsistentRead: true,
        // One extra row shows whether there is a next page.
        Limit: limit + 1,
        ...(after !== undefined && { ExclusiveStartKey: contactKey(customerId, after) }),
      }),
    );
    const rows = Items.slice(0, limit).map((item) => fromContactItem(item));
    return { rows, next: Items.length > limit ? rows.at(-1)?.id : undefined };
  }

  /**
   * Writes all parts or none.
   *
   * @throws {FoyerError} the error of the first part that was rejected
   */
  async write(companions: readonly Companion[]): Promise<void> {
    const written = await writeOnCondition(() =>
      this.client.send(
        new TransactWriteCommand({ TransactItems: companions.map(({ item }) => item) }),
      ),
    );
    if (!written.done) throw firstError(companions, written.refusals);
  }

  /**
   * Assigns a new person's invitation to a contact that was created in the meantime. It replaces the contact's
   * `earlier` invitation.
   *
   * @throws {FoyerError} `acceptance_in_progress`, `temporarily_unavailable` if the contact has changed
   */
  meet(
    invitation: Invitation,
    { seen, next }: { readonly seen: Contact; readonly next: Contact },
    earlier: Invitation | undefined,
  ): Promise<void> {
    return this.write([
      leadTo(this.tableName, invitation, next),
      contactUpdate(this.tableName, seen, next),
      ...(earlier === undefined ? [] : [this.replacing(earlier, invitation, next.updatedAt)]),
    ]);
  }

  /** Revokes a contact's earlier invitation in favor of a newer one, on behalf of the person who sent the newer one. */
  replacing({ id, tenantId }: Invitation, { invitedBy }: Invitation, at: string): Companion {
    return this.revoking({ tenantId, invitationId: id, by: invitedBy, at: new Date(at) });
  }

  revoking(change: RevokeChange): Companion {
    return {
      item: revocation(this.tableName, change),
      refusal: () => new ChangedMeanwhileError(),
    };
  }

  protected async item(key: Readonly<{ pk: string; sk: string }>) {
    const { Item } = await this.client.send(
      new GetCommand({ TableName: this.tableName, Key: key, ConsistentRead: true }),
    );
    return Item;
  }
}

/** Reads and changes the contacts of customers, with strong consistency. */
export class DynamoContactStore extends DynamoContactMatcher {
  async customer(customerId: string): Promise<Customer | undefined> {
    const item = await this.item(customerKey(customerId));
    return item && fromCustomerItem(item);
  }

  /**
   * Adds a contact together with the change to its customer. `mark` identifies the request, if the ID of the contact is
   * derived from its `Idempotency-Key`.
   *
   * @throws {FoyerError} `idempotency_key_reused`, and the error of `customer`
   */
  async add(contact: Contact, mark: string | undefined, customer: Companion): Promise<AddOutcome> {
    const put = putContact(this.tableName, contact, mark);
    const written = await writeOnCondition(() =>
      this.client.send(new TransactWriteCommand({ TransactItems: [put, customer.item] })),
    );
    if (written.done) return { outcome: 'added' };
    const [contactRefusal, ...others] = written.refusals;
    const found = contactRefusal?.item;
    if (found === undefined) throw firstError([customer], others);
    if (found['fingerprint'] !== mark) throw idTaken(mark !== undefined);
    return { outcome: 'repeated', contact: fromContactItem(found) };
  }

  /** Returns the write of a new contact. `keyed` indicates that its ID is derived from an `Idempotency-Key`. */
  putting(contact: Contact, keyed: boolean): Companion {
    return { item: putContact(this.tableName, contact), refusal: () => idTaken(keyed) };
  }

  changing(seen: Contact, next: Contact): Companion {
    return contactUpdate(this.tableName, seen, next);
  }

  /**
   * Returns the update that removes a contact. If the contact has an account in the user pool, it stays queued until
   * the account is deleted.
   */
  removing(seen: Contact, next: Contact): Companion {
    const { formerUserId, updatedAt } = next;
    const hasAccount = formerUserId !== undefined;
    return contactUpdate(
      this.tableName,
      seen,
      next,
      hasAccount ? { queuedKey: REMOVAL_PARTITION, queuedAt: updatedAt } : {},
    );
  }

  changingCustomer(
    seen: Customer,
    change: CustomerChange,
    terms: CustomerTerms,
    at: string,
  ): Companion {
    return customerUpdate(this.tableName, seen, change, terms, at);
  }

  changingInvitationTerms(
    invitation: Invitation,
    offer: Pick<Invitation, 'role' | 'groups' | 'profile'>,
    at: string,
  ): Companion {
    return updateInvitationTerms(this.tableName, invitation, offer, at);
  }
}

/**
 * Returns the error for an ID that is taken. An ID derived from an `Idempotency-Key` was taken by another request with
 * the same key. A random ID is regenerated on retry.
 */
function idTaken(keyed: boolean): FoyerError {
  return keyed ? idempotencyKeyReused() : new ChangedMeanwhileError();
}
