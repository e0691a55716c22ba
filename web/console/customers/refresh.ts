import { refresh } from '../../app/query.ts';

/** Refreshes everything that shows customers or their people. */

export async function refreshCustomers(): Promise<void> {
  await Promise.all(
    ['customers', 'contacts', 'invitations', 'statistics'].map((key) => refresh(key)),
  );
}
