import { BatchWriteCommand } from '@aws-sdk/lib-dynamodb';
import { toInvitationItem } from '../../lambdas/invitations/invitation-item.ts';
import { idsOfAcceptance, type Invitation } from '../../lambdas/invitations/invitation.ts';
import { DAY } from '../../lambdas/shared/clock.ts';
import { newId, systemRandom } from '../../lambdas/shared/ids.ts';
import type { TestTable } from './engine-table.ts';

/** https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_BatchWriteItem.html */
const BATCH = 25;
const AT_ONCE = 16;

/** An invitation as it stands in the table, without having been through a request. */
export function record(fields: Partial<Invitation> = {}): Invitation {
  const id = fields.id ?? newId('inv', systemRandom);
  const createdAt = fields.createdAt ?? '2030-01-01T12:00:00.000Z';
  const expiresAt = fields.expiresAt ?? new Date(Date.parse(createdAt) + 7 * DAY).toISOString();
  const address = fields.address ?? 'grace.hopper@shipping.example';
  return {
    id,
    tenantId: 'acme',
    kind: 'customer',
    email: address,
    address,
    status: 'pending',
    delivery: { status: 'sent', updatedAt: createdAt, sends: 1 },
    company: 'Hopper Shipping Ltd',
    ...idsOfAcceptance({ id, createdAt }),
    existingCustomer: false,
    existingContact: false,
    role: 'owner',
    applicationId: 'default',
    groups: ['customers'],
    profile: { firstName: 'Grace', lastName: 'Hopper' },
    editableFields: ['firstName', 'lastName', 'jobTitle', 'phone', 'company'],
    allowDifferentEmail: false,
    locale: 'en',
    metadata: {},
    expiresInDays: 7,
    retentionDays: 90,
    expiresAt,
    dueAt: expiresAt,
    createdAt,
    updatedAt: createdAt,
    invitedBy: { id: '3f7ac1de-90b1-70c4-6a52-5b1f0f6f2d11', name: 'Ada Administrator' },
    tokenHashes: new Set(),
    linkHashes: new Set(),
    timeline: [{ at: createdAt, type: 'created' }],
    ...fields,
  };
}

/** Writes invitations as they are, many at once; tells how far it has come. */
export async function writeRecords(
  table: TestTable,
  invitations: readonly Invitation[],
  onProgress: (written: number) => void = () => undefined,
): Promise<void> {
  let next = 0;
  const writers = Array.from({ length: AT_ONCE }, async () => {
    while (next < invitations.length) {
      const batch = invitations.slice(next, (next += BATCH));
      await writeBatch(table, batch);
      onProgress(Math.min(next, invitations.length));
    }
  });
  await Promise.all(writers);
}

async function writeBatch({ client, tableName }: TestTable, batch: Invitation[]): Promise<void> {
  const requests = batch.map((invitation) => ({
    PutRequest: { Item: toInvitationItem(invitation) },
  }));
  const { UnprocessedItems = {} } = await client.send(
    new BatchWriteCommand({ RequestItems: { [tableName]: requests } }),
  );
  if (Object.keys(UnprocessedItems).length > 0) throw new Error('The engine did not keep up.');
}
