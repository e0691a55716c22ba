import { type DynamoDBDocumentClient, UpdateCommand } from '@aws-sdk/lib-dynamodb';

import type { AccessDeps } from '../access/access.ts';
import { requireNames } from '../contacts/contact-rules.ts';
import { assignment, writeOnCondition } from '../dynamodb/conditional-write.ts';
import { requireVersion } from '../http/entity-tag.ts';
import { mergePatch } from '../http/merge-patch.ts';
import type { Principal } from '../http/principal.ts';
import type { Clock } from '../platform/clock.ts';
import { FoyerError, invalidField } from '../platform/errors.ts';
import { type Contact, contactSchema } from '../records/contact.ts';
import { type Customer, customerSchema } from '../records/customer.ts';
import { contactKey, customerAttributes, customerKey } from '../records/customer-item.ts';
import { type CurrentMember, requireAccountOwner, requireCurrentMember } from './membership.ts';
import type { UpdateMeRequest, UpdateMyCustomerRequest } from './requests.ts';

/** Whether a change was written, or something else was changed first. */
export type Replaced = 'replaced' | 'changed_meanwhile';

/** What people of a customer change of themselves and of their company. */
interface MemberWriter {
  /** Unless it was changed, or its person removed, since: `changed` follows the version before it. */
  replaceContact(changed: Contact): Promise<Replaced>;
  /** Unless it was changed, or its status, since: `changed` follows the version before it. */
  replaceCustomer(changed: Customer): Promise<Replaced>;
}

/** Contacts and customers in DynamoDB: one update each. What is counted is never written. */
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
      // Somebody arriving, or an administrator, changes the status without a new version.
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
          // What is from before there were versions is of the first one.
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
  /** The version that the change was made for; without it, the change is made to whichever there is. */
  readonly ifMatch: string | undefined;
}

/** More than the people of one company who press the same button at the same moment. */
const ATTEMPTS = 5;

/**
 * Changes what somebody says about themselves. The address is no part of it: it is the login.
 *
 * @throws {FoyerError} `invalid_request`, `forbidden`, `version_mismatch`, `temporarily_unavailable`
 */
export async function updateMe(
  deps: ChangeOwnDeps,
  { principal, change: { email, ...change }, ifMatch }: ChangeOwnCommand<UpdateMeRequest>,
): Promise<CurrentMember> {
  return repeating(async () => {
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
 * Changes what a company says about itself. Owners only.
 *
 * Another customer may have the new name: its owners must not learn who else is one, so that is for the tenant's people
 * to see.
 *
 * @throws {FoyerError} `forbidden`, `version_mismatch`, `temporarily_unavailable`
 */
export async function updateMyCustomer(
  deps: ChangeOwnDeps,
  { principal, change, ifMatch }: ChangeOwnCommand<UpdateMyCustomerRequest>,
): Promise<CurrentMember> {
  return repeating(async () => {
    const membership = await requireCurrentMember(deps, principal);
    requireAccountOwner(membership);
    const { customer } = membership;
    requireVersion(ifMatch, customer.version);
    const merged = mergePatch(customer, change);
    const changed = customerSchema.parse({
      ...merged,
      // Of an address without lines, nothing is left.
      address: Object.keys(merged.address ?? {}).length === 0 ? undefined : merged.address,
      version: customer.version + 1,
      updatedAt: deps.clock.now().toISOString(),
    });
    const replaced = await deps.members.replaceCustomer(changed);
    return replaced === 'replaced' ? { ...membership, customer: changed } : undefined;
  });
}

/** Two changes at once both count, unless they say which version they are for. */
async function repeating<Result>(attempt: () => Promise<Result | undefined>): Promise<Result> {
  for (let count = 1; count <= ATTEMPTS; count++) {
    const result = await attempt();
    if (result !== undefined) return result;
  }
  throw new FoyerError('temporarily_unavailable', 'Another change is in progress. Try again.', {
    retryAfterSeconds: 1,
  });
}
