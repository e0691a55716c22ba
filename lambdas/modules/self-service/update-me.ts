import { type DynamoDBDocumentClient, UpdateCommand } from '@aws-sdk/lib-dynamodb';

import type { AccessDeps } from '../access/access.ts';
import { requireNames } from '../contacts/contact-rules.ts';
import { assignment, writeOnCondition } from '../dynamodb/conditional-write.ts';
import { requireVersion } from '../http/entity-tag.ts';
import { mergePatch } from '../http/merge-patch.ts';
import type { Principal } from '../http/principal.ts';
import type { Clock } from '../platform/clock.ts';
import { FoyerError, invalidField } from '../platform/errors.ts';
import { type Contact, contactKey, contactSchema } from '../records/contact.ts';
import { type Customer, customerSchema } from '../records/customer.ts';
import { customerAttributes, customerKey } from '../records/customer-item.ts';
import { type CurrentMember, requireAccountOwner, requireCurrentMember } from './membership.ts';
import type { UpdateMeRequest, UpdateMyCustomerRequest } from './requests.ts';

/** The outcome of a change: written, or rejected because of a concurrent change. */
export type Replaced = 'replaced' | 'changed_meanwhile';

/** Writes the changes that contacts of a customer make to their own profile and company. */
interface MemberWriter {
  /**
   * Writes `changed` unless the contact was changed or removed in the meantime: the stored version must be the previous
   * one.
   */
  replaceContact(changed: Contact): Promise<Replaced>;
  /**
   * Writes `changed` unless the customer or its status was changed in the meantime: the stored version must be the
   * previous one.
   */
  replaceCustomer(changed: Customer): Promise<Replaced>;
}

/** Writes contacts and customers to DynamoDB, with one update each. Never writes counts. */
export class DynamoMemberStore implements MemberWriter {
  readonly #client: DynamoDBDocumentClient;
  readonly #tableName: string;

  constructor(client: DynamoDBDocumentClient, tableName: string) {
    this.#client = client;
    this.#tableName = tableName;
  }

  async replaceContact(changed: Contact): Promise<Replaced> {
    const { firstName, lastName, jobTitle, phone, version, updatedAt } = changed;
    return this.#replace(
      contactKey(changed.customerId, changed.id),
      { firstName, lastName, jobTitle, phone, version, updatedAt },
      { text: 'attribute_not_exists(removedAt)', names: {} },
    );
  }

  async replaceCustomer(changed: Customer): Promise<Replaced> {
    return this.#replace(customerKey(changed.id), customerAttributes(changed), {
      // A person who signs up, or an administrator, can change the status without a new version.
      text: '#status = :status',
      names: { '#status': 'status' },
    });
  }

  async #replace(
    key: { readonly pk: string; readonly sk: string },
    attributes: Readonly<Record<string, unknown>> & { readonly version?: unknown },
    condition: { readonly text: string; readonly names: Readonly<Record<string, string>> },
  ): Promise<Replaced> {
    const { UpdateExpression, ExpressionAttributeNames, ExpressionAttributeValues } =
      assignment(attributes);
    const before = Number(attributes.version) - 1;
    const written = await writeOnCondition(() =>
      this.#client.send(
        new UpdateCommand({
          TableName: this.#tableName,
          Key: key,
          UpdateExpression,
          // Items that were created before versions existed have version 1.
          ConditionExpression: `${before === 1 ? '(attribute_not_exists(#version) OR #version = :before)' : '#version = :before'} AND attribute_exists(pk) AND ${condition.text}`,
          ExpressionAttributeNames: { ...ExpressionAttributeNames, ...condition.names },
          ExpressionAttributeValues: { ...ExpressionAttributeValues, ':before': before },
        }),
      ),
    );
    return written.done ? 'replaced' : 'changed_meanwhile';
  }
}

export interface ChangeOwnDeps extends AccessDeps {
  readonly members: MemberWriter;
  readonly clock: Clock;
}

export interface ChangeOwnCommand<Change> {
  readonly principal: Principal;
  readonly change: Change;
  /** The version that the change is for. If omitted, the change applies to the current version. */
  readonly ifMatch: string | undefined;
}

/**
 * The maximum number of attempts: more than the number of people in a company who are likely to save at the same time.
 */
const ATTEMPTS = 5;

/**
 * Updates the caller's own profile. The address cannot be changed, because it is used to sign in.
 *
 * @throws {FoyerError} `invalid_request`, `forbidden`, `version_mismatch`, `temporarily_unavailable`
 */
export async function updateMe(
  deps: ChangeOwnDeps,
  { principal, change: { email, ...change }, ifMatch }: ChangeOwnCommand<UpdateMeRequest>,
): Promise<CurrentMember> {
  return retry(async () => {
    const membership = await requireCurrentMember(deps, principal);
    const { contact, customer, tenant } = membership;
    if (email !== undefined && email !== contact.email)
      throw invalidField('email', 'email cannot be changed, because you sign in with it.');
    requireVersion(ifMatch, contact.version);
    requireNames(change, contact, customer, tenant.settings);
    const changed = contactSchema.parse({
      ...mergePatch(contact, change),
      version: contact.version + 1,
      updatedAt: deps.clock.now().toISOString(),
    });
    const replaced = await deps.members.replaceContact(changed);
    return replaced === 'replaced' ? { ...membership, contact: changed } : undefined;
  });
}

/**
 * Updates the caller's own company. Only owners can call this.
 *
 * Another customer may already have the new name. Only administrators can see this, because owners must not learn about
 * other customers.
 *
 * @throws {FoyerError} `forbidden`, `version_mismatch`, `temporarily_unavailable`
 */
export async function updateMyCustomer(
  deps: ChangeOwnDeps,
  { principal, change, ifMatch }: ChangeOwnCommand<UpdateMyCustomerRequest>,
): Promise<CurrentMember> {
  return retry(async () => {
    const membership = await requireCurrentMember(deps, principal);
    requireAccountOwner(membership);
    const { customer } = membership;
    requireVersion(ifMatch, customer.version);
    const merged = mergePatch(customer, change);
    const changed = customerSchema.parse({
      ...merged,
      // An address without any fields is removed.
      address: Object.keys(merged.address ?? {}).length === 0 ? undefined : merged.address,
      version: customer.version + 1,
      updatedAt: deps.clock.now().toISOString(),
    });
    const replaced = await deps.members.replaceCustomer(changed);
    return replaced === 'replaced' ? { ...membership, customer: changed } : undefined;
  });
}

/** Retries, so that two concurrent changes both take effect, unless they specify a version. */
async function retry<Result>(attempt: () => Promise<Result | undefined>): Promise<Result> {
  for (let count = 1; count <= ATTEMPTS; count++) {
    const result = await attempt();
    if (result !== undefined) return result;
  }
  throw new FoyerError('temporarily_unavailable', 'Another change is in progress. Try again.', {
    retryAfterSeconds: 1,
  });
}
