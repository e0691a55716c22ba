import { DAY } from '../../../lambdas/modules/platform/clock.ts';
import { newId, systemRandom } from '../../../lambdas/modules/platform/ids.ts';
import { idsOfAcceptance, type Invitation } from '../../../lambdas/modules/records/invitation.ts';
import { toInvitationItem } from '../../../lambdas/modules/records/invitation-item.ts';
import { writeAll } from '../engine/batch-writes.ts';
import type { TestTable } from '../engine/engine-table.ts';

/** Returns an invitation as stored, without sending a request. */
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

/** Writes invitations unchanged in concurrent batches, and reports the progress. */
export function writeRecords(
  table: TestTable,
  invitations: readonly Invitation[],
  onProgress?: (written: number) => void,
): Promise<void> {
  return writeAll(table, invitations, toInvitationItem, onProgress);
}
