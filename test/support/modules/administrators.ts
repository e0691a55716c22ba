import {
  type Administrator,
  DynamoAdministratorList,
  DynamoAdministratorReader,
} from '../../../lambdas/modules/administrators/administrator.ts';
import { DynamoAdministratorStore } from '../../../lambdas/modules/administrators/administrator-store.ts';
import {
  createAdministrator,
  type ManageAdministratorsDeps,
  type Manager,
  type NewAdministrator,
} from '../../../lambdas/modules/administrators/manage-administrators.ts';
import {
  type SendSetupDeps,
  sendSetupMail,
} from '../../../lambdas/modules/administrators/send-setup-mail.ts';
import {
  setUp,
  type SetupDeps,
} from '../../../lambdas/modules/administrators/set-up-administrator.ts';
import { DynamoSetupMailStore } from '../../../lambdas/modules/administrators/setup-mail-store.ts';
import { DynamoSetupStore } from '../../../lambdas/modules/administrators/setup-store.ts';
import { DynamoQuotaStore } from '../../../lambdas/modules/invitations/rate-limits.ts';
import type { Mail, MailSender } from '../../../lambdas/modules/mail/mail-sender.ts';
import type { Clock } from '../../../lambdas/modules/platform/clock.ts';
import { systemRandom } from '../../../lambdas/modules/platform/ids.ts';
import type { NewTenant } from '../../../lambdas/modules/records/tenant.ts';
import { DynamoSuppressionReader } from '../../../lambdas/modules/suppressions/suppression-store.ts';
import { MortalProcess } from '../engine/dying.ts';
import type { TestTable } from '../engine/table.ts';
import { accountsIn, type FakeUserPool } from '../fakes/fake-user-pool.ts';
import { asFunction } from '../functions/as-function.ts';
import { testRules, testTenants } from './tenants.ts';

/** An administrator of the tenant `acme` who manages the other ones. */
export const ADA: Manager = { id: 'user-ada', name: 'Ada Lindqvist', tenantId: 'acme' };
export const GOOD_PASSWORD = 'Correct-horse-battery-1';

/**
 * Returns the dependencies for managing administrators, sending email to them, and setting up their accounts, each with
 * the role of its own function.
 */
export function administratorsOn(table: TestTable, clock: Clock, pool: FakeUserPool) {
  let tenant: Partial<NewTenant> = {};
  const tenants = { get: (id: string) => testTenants(tenant).get(id) };
  const admin = asFunction(table, 'administration');
  const signUp = asFunction(table, 'acceptance');
  const mailer = asFunction(table, 'delivery');
  const manage: ManageAdministratorsDeps = {
    administrators: new DynamoAdministratorReader(admin.client, admin.tableName),
    administratorChanges: new DynamoAdministratorStore(admin.client, admin.tableName),
    accounts: accountsIn(admin, pool),
    suppressions: new DynamoSuppressionReader(admin.client, admin.tableName),
    rules: testRules(),
    quotas: new DynamoQuotaStore(admin.client, admin.tableName),
    clock,
    random: systemRandom,
  };
  const setupIn = (process = new MortalProcess()): SetupDeps => ({
    setups: process.calling(new DynamoSetupStore(signUp.client, signUp.tableName)),
    tenants,
    accounts: process.calling(accountsIn(signUp, pool)),
    directory: process.calling<FakeUserPool>(pool),
    remover: process.calling<FakeUserPool>(pool),
    clock,
    random: systemRandom,
  });
  const mails: Mail[] = [];
  const sender: MailSender = {
    send: async (mail) => {
      mails.push(mail);
      return `message-${mails.length}`;
    },
  };
  const mailing: SendSetupDeps = {
    setupMails: new DynamoSetupMailStore(mailer.client, mailer.tableName),
    tenants,
    sender,
    clock,
    random: systemRandom,
    siteUrl: 'https://join.example.com',
  };
  const read = async (id: string): Promise<Administrator> => {
    const found = await manage.administrators.get('acme', id);
    if (found === undefined) throw new Error(`There is no ${id}.`);
    return found;
  };
  /** Sends the queued email, and returns the token in its link. */
  const mailed = async ({ id, tenantId }: Administrator): Promise<string> => {
    const { delivery } = await read(id);
    const message = { tenantId, administratorId: id, send: delivery.sends };
    await sendSetupMail(mailing, message, { lastTry: false });
    const token = /administrator-setup#(\S+)/.exec(mails.at(-1)?.text ?? '')?.[1];
    if (token === undefined) throw new Error('The mail has no link.');
    return token;
  };
  const create = (wanted: Partial<NewAdministrator> = {}, idempotencyKey?: string) =>
    createAdministrator(
      manage,
      ADA,
      { email: 'grace@acme.example', role: 'administrators', ...wanted },
      { idempotencyKey },
    );
  return {
    ...{ manage, setupIn, mailing, mails, mailed, create, read, pool },
    list: () => new DynamoAdministratorList(admin.client, admin.tableName).list('acme'),
    /** Adds an administrator whose account is set up. */
    active: async (wanted: Partial<NewAdministrator> = {}): Promise<Administrator> => {
      const made = await create(wanted);
      const claimId = `claim-${made.id}`;
      const how = { name: 'Grace Hopper', password: GOOD_PASSWORD, claimId };
      return (await setUp(setupIn(), made, how)).administrator;
    },
    becomes: (fields: Partial<NewTenant>) => {
      tenant = fields;
    },
  };
}
