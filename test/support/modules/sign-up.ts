import { DynamoContactStore } from '../../../lambdas/modules/contacts/contact-store.ts';
import { DynamoContactFinder } from '../../../lambdas/modules/identity/accounts.ts';
import { DynamoMailCounts } from '../../../lambdas/modules/invitations/rate-limits.ts';
import type { Clock } from '../../../lambdas/modules/platform/clock.ts';
import { systemRandom } from '../../../lambdas/modules/platform/ids.ts';
import { DynamoCustomerFinder } from '../../../lambdas/modules/records/customer-item.ts';
import type { AcceptDeps } from '../../../lambdas/modules/sign-up/accept-invitation.ts';
import { DynamoAcceptanceStore } from '../../../lambdas/modules/sign-up/acceptance-store.ts';
import { DynamoVerificationStore } from '../../../lambdas/modules/sign-up/account-address.ts';
import { type RequestCodeDeps } from '../../../lambdas/modules/sign-up/send-verification-code.ts';
import { DynamoSuppressionReader } from '../../../lambdas/modules/suppressions/suppression-store.ts';
import { rulesIn } from '../../../lambdas/modules/tenants/rules-reader.ts';
import { DynamoTenantStore } from '../../../lambdas/modules/tenants/tenant-store.ts';
import { MortalProcess } from '../engine/dying.ts';
import type { TestTable } from '../engine/table.ts';
import { accountsIn, type FakeUserPool } from '../fakes/fake-user-pool.ts';
import { asFunction } from '../functions/as-function.ts';
import { INSTALLATION, testRules } from './tenants.ts';

/**
 * Returns the dependencies for accepting invitations, on a real table, with a fake user pool. `process` may die at one
 * of its calls.
 */
export function acceptingOn(
  table: TestTable,
  clock: Clock,
  pool: FakeUserPool,
  process = new MortalProcess(),
): AcceptDeps & RequestCodeDeps {
  const { client, tableName } = asFunction(table, 'acceptance');
  return {
    invitations: process.calling(new DynamoAcceptanceStore(client, tableName)),
    verifications: process.calling(new DynamoVerificationStore(client, tableName)),
    mailCounts: new DynamoMailCounts(client, tableName),
    suppressions: new DynamoSuppressionReader(client, tableName),
    customers: process.calling(new DynamoCustomerFinder(client, tableName)),
    contactStore: process.calling(new DynamoContactStore(client, tableName)),
    contacts: process.calling(new DynamoContactFinder(client, tableName)),
    users: process.calling<FakeUserPool>(pool),
    remover: process.calling<FakeUserPool>(pool),
    accounts: process.calling(accountsIn({ client, tableName }, pool)),
    clock,
    random: systemRandom,
    rules: testRules(),
    // Reads are not counted as calls at which the process can die.
    currentRules: rulesIn(new DynamoTenantStore(client, tableName), INSTALLATION),
  };
}
