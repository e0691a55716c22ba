import { UpdateCommand, type DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import type { Contact } from '../customers/contact.ts';
import { contactKey, customerAttributes, customerKey } from '../customers/customer-item.ts';
import type { Customer } from '../customers/customer.ts';
import { assignment } from '../dynamodb/assignment.ts';
import { writeOnCondition } from '../dynamodb/conditional-write.ts';

/** Whether a change was written, or something else was changed first. */
export type Replaced = 'replaced' | 'changed_meanwhile';

/** What people of a customer change of themselves and of their company. */
export interface MemberWriter {
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
