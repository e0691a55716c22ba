import {
  type DynamoDBDocumentClient,
  GetCommand,
  QueryCommand,
  TransactWriteCommand,
} from '@aws-sdk/lib-dynamodb';

import { type Companion, refusalOf, writeOnCondition } from '../dynamodb/conditional-write.ts';
import { revocation, type RevokeChange } from '../invitations/invitation-store.ts';
import type { FoyerError } from '../platform/errors.ts';
import { idempotencyKeyReused } from '../platform/idempotency.ts';
import type { Contact } from '../records/contact.ts';
import type { Customer } from '../records/customer.ts';
import {
  contactKey,
  customerKey,
  customerPartition,
  fromContactItem,
  fromCustomerItem,
} from '../records/customer-item.ts';
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
  /** The id of the last row, where there are more. */
  readonly next: string | undefined;
}

/** What became of a plain new contact: `repeated` is one that the same request made before. */
export type AddOutcome =
  { readonly outcome: 'added' } | { readonly outcome: 'repeated'; readonly contact: Contact };

/** People of customers, read and changed: strongly consistent. */
export class DynamoContactStore {
  readonly #client: DynamoDBDocumentClient;
  readonly #tableName: string;

  constructor(client: DynamoDBDocumentClient, tableName: string) {
    this.#client = client;
    this.#tableName = tableName;
  }

  async customer(customerId: string): Promise<Customer | undefined> {
    const item = await this.#get(customerKey(customerId));
    return item && fromCustomerItem(item);
  }

  async find(customerId: string, contactId: string): Promise<Contact | undefined> {
    const item = await this.#get(contactKey(customerId, contactId));
    return item && fromContactItem(item);
  }

  invitation(invitationId: string): Promise<Invitation | undefined> {
    return readInvitation(this.#client, this.#tableName, invitationId);
  }

  /** One page, in the order of the ids: one query. */
  async list(customerId: string, limit: number, after: string | undefined): Promise<ContactPage> {
    const { Items = [] } = await this.#client.send(
      new QueryCommand({
        TableName: this.#tableName,
        KeyConditionExpression: 'pk = :pk AND begins_with(sk, :contact)',
        ExpressionAttributeValues: {
          ':pk': customerPartition(customerId),
          ':contact': `${RECORDS.contact}#`,
        },
        ConsistentRead: true,
        // One row more than asked for tells whether there is a next page.
        Limit: limit + 1,
        ...(after !== undefined && { ExclusiveStartKey: contactKey(customerId, after) }),
      }),
    );
    const rows = Items.slice(0, limit).map((item) => fromContactItem(item));
    return { rows, next: Items.length > limit ? rows.at(-1)?.id : undefined };
  }

  /**
   * Adds a contact together with what changes about its customer. `mark` is what the request is known by, where its
   * contact's id follows from its `Idempotency-Key`.
   *
   * @throws {FoyerError} `idempotency_key_reused`, and what `customer` is refused with
   */
  async add(contact: Contact, mark: string | undefined, customer: Companion): Promise<AddOutcome> {
    const put = putContact(this.#tableName, contact, mark);
    const written = await writeOnCondition(() =>
      this.#client.send(new TransactWriteCommand({ TransactItems: [put, customer.item] })),
    );
    if (written.done) return { outcome: 'added' };
    const [contactRefusal, ...others] = written.refusals;
    const found = contactRefusal?.item;
    if (found === undefined) throw refusalOf([customer], others);
    if (found['fingerprint'] !== mark) throw idTaken(mark !== undefined);
    return { outcome: 'repeated', contact: fromContactItem(found) };
  }

  /** Writes all of it, or nothing. @throws {FoyerError} what the first part that was refused says */
  async write(companions: readonly Companion[]): Promise<void> {
    const written = await writeOnCondition(() =>
      this.#client.send(
        new TransactWriteCommand({ TransactItems: companions.map(({ item }) => item) }),
      ),
    );
    if (!written.done) throw refusalOf(companions, written.refusals);
  }

  /** A new contact; `keyed` when its id follows from an `Idempotency-Key`. */
  putting(contact: Contact, keyed: boolean): Companion {
    return { item: putContact(this.#tableName, contact), refusal: () => idTaken(keyed) };
  }

  changing(seen: Contact, next: Contact): Companion {
    return contactUpdate(this.#tableName, seen, next);
  }

  /** A contact whose account is still to be removed from the user pool waits until that is done. */
  removing(seen: Contact, next: Contact): Companion {
    const { formerUserId, updatedAt } = next;
    const waits = formerUserId !== undefined;
    return contactUpdate(
      this.#tableName,
      seen,
      next,
      waits ? { queuedKey: REMOVAL_PARTITION, queuedAt: updatedAt } : {},
    );
  }

  changingCustomer(
    seen: Customer,
    change: CustomerChange,
    terms: CustomerTerms,
    at: string,
  ): Companion {
    return customerUpdate(this.#tableName, seen, change, terms, at);
  }

  changingInvitationTerms(
    invitation: Invitation,
    offer: Pick<Invitation, 'role' | 'groups' | 'profile'>,
    at: string,
  ): Companion {
    return updateInvitationTerms(this.#tableName, invitation, offer, at);
  }

  /**
   * Makes an invitation of somebody new that of a contact who has come to be meanwhile, in place of an `earlier` one.
   *
   * @throws {FoyerError} `acceptance_in_progress`, `temporarily_unavailable` when the contact has changed
   */
  meet(
    invitation: Invitation,
    { seen, next }: { readonly seen: Contact; readonly next: Contact },
    earlier: Invitation | undefined,
  ): Promise<void> {
    return this.write([
      leadTo(this.#tableName, invitation, next),
      this.changing(seen, next),
      ...(earlier === undefined ? [] : [this.replacing(earlier, invitation, next.updatedAt)]),
    ]);
  }

  /** The earlier invitation of a contact ends with a newer one, in the name of who sent that. */
  replacing({ id, tenantId }: Invitation, { invitedBy }: Invitation, at: string): Companion {
    return this.revoking({ tenantId, invitationId: id, by: invitedBy, at: new Date(at) });
  }

  revoking(change: RevokeChange): Companion {
    return {
      item: revocation(this.#tableName, change),
      refusal: () => new ChangedMeanwhileError(),
    };
  }

  async #get(key: Readonly<{ pk: string; sk: string }>) {
    const { Item } = await this.#client.send(
      new GetCommand({ TableName: this.#tableName, Key: key, ConsistentRead: true }),
    );
    return Item;
  }
}

/** An id that follows from a key was taken by another request with that key; one by chance is found anew. */
function idTaken(keyed: boolean): FoyerError {
  return keyed ? idempotencyKeyReused() : new ChangedMeanwhileError();
}
