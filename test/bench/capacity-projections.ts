import { DAY } from '../../lambdas/modules/platform/clock.ts';
import { toContactItem } from '../../lambdas/modules/records/contact.ts';
import { toCustomerItem } from '../../lambdas/modules/records/customer-item.ts';
import { toInvitationItem } from '../../lambdas/modules/records/invitation-item.ts';
import { SearchProjection } from '../../lambdas/modules/search/search-projection.ts';
import { CountProjection } from '../../lambdas/modules/statistics/count-projection.ts';
import { DynamoCountReader } from '../../lambdas/modules/statistics/counted.ts';
import { testContact, testCustomer } from '../support/modules/customers.ts';
import { record } from '../support/modules/invitation-records.ts';
import { change } from '../support/modules/projecting.ts';
import { COUNTED, FOUND, STATISTICS, UNTOUCHED } from './budgets.ts';
import type { Measure } from './capacity.ts';
import { principal, type World } from './capacity-world.ts';

/** Measures the cost of search and statistics for each change to the table, and the cost of reading the counts. */
export async function measureProjections(
  { table: { client, tableName } }: World,
  measure: Measure,
): Promise<void> {
  const search = new SearchProjection(client, tableName);
  const counts = new CountProjection(client, tableName);
  const invitation = toInvitationItem(record());
  const sent = { ...invitation, delivery: { status: 'delivered', updatedAt: '', sends: 1 } };
  const customer = toCustomerItem(testCustomer());
  const contact = testContact();
  const renamed = change(toContactItem(contact), toContactItem({ ...contact, lastName: 'Murray' }));
  await measure('index a new invitation for search', FOUND, () =>
    search.apply([change(undefined, invitation)]),
  );
  await measure('index a new customer for search', FOUND, () =>
    search.apply([change(undefined, customer)]),
  );
  await measure('index a new contact for search and the list', FOUND, () =>
    search.apply([change(undefined, toContactItem(contact))]),
  );
  await measure('index a renamed contact', FOUND, () => search.apply([renamed]));
  await measure('index an invitation whose email was delivered', UNTOUCHED, () =>
    search.apply([change(invitation, sent)]),
  );
  const made = change(undefined, invitation);
  await measure('count a new invitation', COUNTED, () => counts.apply([made]));
  await measure('count an invitation whose email was delivered', COUNTED, () =>
    counts.apply([change(invitation, sent)]),
  );

  for (let nr = 0; nr < 366; nr++) {
    const createdAt = new Date(Date.parse('2030-01-01T12:00:00.000Z') + nr * DAY).toISOString();
    const states = (['accepted', 'declined', 'revoked'] as const).map((status) =>
      change(undefined, toInvitationItem(record({ createdAt, status }))),
    );
    await counts.apply([...states, change(undefined, toInvitationItem(record({ createdAt })))]);
  }
  const reader = new DynamoCountReader(client, tableName);
  await measure('get statistics for 366 days', STATISTICS, () =>
    reader.count(principal.tenantId, 'invitation', { from: '2030-01-01', to: '2031-01-01' }),
  );
  await measure('get statistics for all invitations', STATISTICS, () =>
    reader.count(principal.tenantId, 'invitation'),
  );
}
