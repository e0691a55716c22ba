import { expect, test } from 'vitest';

import type { InvitationFilters } from '../../../../lambdas/modules/invitations/invitation-filters.ts';
import { listSources } from '../../../../lambdas/modules/invitations/invitation-lists.ts';

/** Returns the indexes that a list is read from, one for each partition. */
function setup(filters: InvitationFilters): string[] {
  const now = new Date('2030-01-20T12:00:00.000Z');
  const { sources } = listSources({ tenantId: 'acme', order: 'desc', limit: 50, now, filters });
  return sources.map(({ index }) => index.name);
}

test.each<[string, InvitationFilters, string[]]>([
  ['everything', {}, ['byTime']],
  ['a kind', { kind: 'supplier' }, ['byTime']],
  ['a status', { status: 'accepted', kind: 'supplier' }, ['byStatus']],
  ['statuses', { status: ['accepted', 'revoked'] }, ['byStatus', 'byStatus']],
  ['a delivery status', { delivery: 'bounced' }, ['byTrait']],
  ['delivery statuses', { delivery: ['bounced', 'failed'] }, ['byTrait', 'byTrait']],
  ['the usual delivery status', { delivery: 'delivered' }, ['byTime']],
  ['the usual delivery status and others', { delivery: ['delivered', 'sent'] }, ['byTime']],
  ['emails that are underway', { delivery: ['sent', 'queued'] }, ['byTrait']],
  [
    'an uncommon delivery status and a status',
    { delivery: 'sent', status: 'pending' },
    ['byTrait'],
  ],
  [
    'the usual delivery status and a status',
    { delivery: 'delivered', status: 'pending' },
    ['byStatus'],
  ],
  ['an address', { email: 'ada', status: 'pending', delivery: 'bounced' }, ['byEmail']],
  ['a customer', { customerId: 'cus_1', email: 'ada', status: 'pending' }, ['byCompany']],
])('%s: read from the index that reads the fewest unneeded items', (_name, filters, indexes) => {
  expect(setup(filters)).toEqual(indexes);
});
