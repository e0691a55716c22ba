import { expect, test } from 'vitest';

import { toImportResource } from '../../../lambdas/admin-api/import-operations.ts';
import {
  removeAdministrator,
  resendSetupMail,
  updateAdministrator,
} from '../../../lambdas/modules/administrators/manage-administrators.ts';
import { setUp } from '../../../lambdas/modules/administrators/set-up-administrator.ts';
import { DynamoApiClientStore } from '../../../lambdas/modules/api-clients/api-client-store.ts';
import {
  createApiClient,
  removeApiClient,
  revokePreviousApiClientSecret,
  rotateApiClientSecret,
} from '../../../lambdas/modules/api-clients/manage-api-clients.ts';
import { cancelInvitationImport } from '../../../lambdas/modules/imports/cancel-import.ts';
import { importChunk } from '../../../lambdas/modules/imports/import-chunk.ts';
import { SECOND } from '../../../lambdas/modules/platform/clock.ts';
import { systemRandom } from '../../../lambdas/modules/platform/ids.ts';
import { fromInvitationItem } from '../../../lambdas/modules/records/invitation-item.ts';
import { RECORDS } from '../../../lambdas/modules/records/table.ts';
import { DynamoRegistrationFinder } from '../../../lambdas/modules/settings/client-registration.ts';
import {
  createApplication,
  deleteApplication,
  updateApplication,
} from '../../../lambdas/modules/settings/manage-applications.ts';
import {
  createPreset,
  deletePreset,
  updatePreset,
} from '../../../lambdas/modules/settings/manage-presets.ts';
import { DynamoSettingsStore } from '../../../lambdas/modules/settings/settings-store.ts';
import { rulesIn } from '../../../lambdas/modules/tenants/rules-reader.ts';
import { DynamoTenantSettingsStore } from '../../../lambdas/modules/tenants/tenant-store.ts';
import { requireTenant, updateTenant } from '../../../lambdas/modules/tenants/update-tenant.ts';
import {
  type DeliverDeps,
  deliverEvent,
  DeliveryPostponedError,
  retryDelivery,
} from '../../../lambdas/modules/webhooks/deliver.ts';
import { DynamoWebhookDeliveryStore } from '../../../lambdas/modules/webhooks/delivery-store.ts';
import {
  createWebhook,
  removeWebhook,
  rotateSecret,
  updateWebhook,
} from '../../../lambdas/modules/webhooks/manage-webhooks.ts';
import { createWebhookSchema } from '../../../lambdas/modules/webhooks/requests.ts';
import {
  DynamoWebhookHealth,
  DynamoWebhookReader,
  DynamoWebhookStore,
} from '../../../lambdas/modules/webhooks/webhook-store.ts';
import { TargetCheck } from '../../../lambdas/modules/webhooks/webhook-targets.ts';
import { TestClock } from '../../support/engine/clock.ts';
import { MortalProcess } from '../../support/engine/dying.ts';
import { meetEverywhere, type Meeting } from '../../support/engine/meetings.ts';
import { createTable, replaceItems } from '../../support/engine/table.ts';
import { FakeClientCredentials } from '../../support/fakes/fake-client-credentials.ts';
import { FakeNotes } from '../../support/fakes/fake-notes.ts';
import { FakeUserPool } from '../../support/fakes/fake-user-pool.ts';
import { itemsOf, problemsOf } from '../../support/foyer/table-check.ts';
import { ADA, administratorsOn, GOOD_PASSWORD } from '../../support/modules/administrators.ts';
import { importOf, importsOn, startingImport, workOff } from '../../support/modules/imports.ts';
import { administrator } from '../../support/modules/invitations.ts';
import { installation, settingsOn } from '../../support/modules/settings.ts';
import { testTenants } from '../../support/modules/tenants.ts';
import { eventOf, FakeSender, MASTER_SECRET } from '../../support/modules/webhooks.ts';
import { attempt, outcomeOf } from './world.ts';

/** Each takes seconds, so a normal test run checks a few. */
const STRIDE = Number(process.env['FOYER_MEETINGS_STRIDE'] ?? 24);
const SEED = Number(process.env['FOYER_MEETINGS_SEED'] ?? 0);
const MINUTES = 20 * 60_000;
/** The number of rows that a worker processes at once. It makes calls for each of them. */
const ROWS = 25;

type Works = Readonly<Record<string, (process: MortalProcess) => Promise<unknown>>>;

async function setup() {
  const table = await createTable();
  const clock = new TestClock();
  const pool = new FakeUserPool();
  const items = () => itemsOf(table);
  const has = (result: unknown): boolean => outcomeOf(result) === 'done';
  return {
    table,
    clock,
    pool,
    items,
    has,
    /** Returns the table for a process that can be interrupted at each of its calls. */
    tableOf: (process: MortalProcess) => ({ ...table, client: process.calling(table.client) }),
    /**
     * Interrupts each of `works` by each one, starting from the current state, and checks the table after each meeting.
     */
    meet: async (
      works: Works,
      check: (done: (name: string) => boolean, meeting: Meeting) => Promise<void>,
      {
        alsoRestore = () => undefined,
        stride = STRIDE,
      }: { readonly alsoRestore?: () => void; readonly stride?: number } = {},
    ): Promise<void> => {
      const [saved, time, users] = [await items(), clock.now(), pool.save()];
      const acts = Object.fromEntries(
        Object.entries(works).map(([name, work]) => [
          name,
          (process: MortalProcess) => attempt(() => work(process)),
        ]),
      );
      const met = await meetEverywhere(
        {
          acts,
          restore: async () => {
            await replaceItems(table, saved);
            clock.goTo(time);
            users();
            alsoRestore();
          },
          pass: () => {
            clock.advance(SECOND);
          },
          check: async (meeting) => {
            const { first, second } = meeting;
            const done = (name: string): boolean =>
              [first, second].some((one) => one.name === name && has(one.result));
            try {
              await check(done, meeting);
              expect(problemsOf(await items(), clock.now())).toEqual([]);
            } catch (error) {
              const came = [first, second].map(
                ({ name, result }) => `${name}: ${outcomeOf(result)}`,
              );
              throw new Error(`${meeting.name}\n${came.join('; ')}\n${String(error)}`, {
                cause: error,
              });
            }
          },
        },
        { stride, seed: SEED },
      );
      expect(met).toBeGreaterThan(0);
    },
  };
}

test(
  'workers and whoever cancels an import: each row is invited once, and counted once',
  async () => {
    const { table, clock, pool, items, meet } = await setup();
    const rows = Array.from({ length: ROWS + 5 }, (_, nr) => ({ email: `guest${nr}@example.com` }));
    const deps = importsOn(table, clock, pool);
    const job = await startingImport(deps, { rows });
    const chunk = (nr: number, lastTry: boolean) => (process: MortalProcess) =>
      importChunk(
        importsOn(table, clock, pool, process).work,
        { importId: job.id, chunk: nr },
        { lastTry },
      );
    const works: Works = {
      'a worker on the first part': chunk(1, false),
      'a last try on the first part': chunk(1, true),
      'a worker on the second part': chunk(2, false),
      'a cancellation': (process) =>
        cancelInvitationImport(importsOn(table, clock, pool, process), administrator, job.id),
    };
    await meet(
      works,
      async () => {
        await workOff(deps.work, job);
        const { job: last, rows: results } = await importOf(deps, job);
        const { completedAt, counts } = toImportResource(last);
        const invited = (await items())
          .filter(({ sk }) => sk === RECORDS.invitation)
          .map((item) => fromInvitationItem(item).address);
        expect(completedAt, 'the import has ended').toBeDefined();
        expect(new Set(invited).size, 'nobody is invited twice').toBe(invited.length);
        const created = results.filter(({ outcome }) => outcome === 'created');
        expect(created.map(({ email }) => email).toSorted()).toEqual(invited.toSorted());
        expect(counts.created, 'and each is counted once').toBe(invited.length);
        const counted = Object.values<number>(counts).reduce((sum, count) => sum + count, 0);
        expect(counted, 'every row is counted').toBe(rows.length);
      },
      { stride: STRIDE * ROWS },
    );
  },
  MINUTES,
);

test(
  'two who change settings, presets and applications: both changes count, and nothing names what is not there',
  async () => {
    const { table, clock, tableOf, meet } = await setup();
    const base = await settingsOn(table, clock, {
      settings: { redirectUrls: ['https://acme.example/fr'] },
    });
    const deps = (process: MortalProcess) => {
      const { client, tableName } = tableOf(process);
      return {
        ...base,
        tenants: new DynamoTenantSettingsStore(client, tableName),
        settings: new DynamoSettingsStore(client, tableName),
        registrations: new DynamoRegistrationFinder(client, tableName),
      };
    };
    const by = { id: 'user-admin', tenantId: 'acme' };
    const portal = await createApplication(base, by, {
      ...{ name: 'Portal', protocol: 'oidc', clientId: 'portal', groups: [] },
      redirectUrl: 'https://portal.example/app',
    });
    const preset = await createPreset(base, by, { name: 'Resellers', expiresInDays: 14 });
    const works: Works = {
      'a change of the name': (p) =>
        updateTenant(deps(p), { tenantId: 'acme', change: { name: 'Acme 2' }, ifMatch: undefined }),
      'a change of the color': (p) =>
        updateTenant(deps(p), {
          ...{ tenantId: 'acme', ifMatch: undefined },
          change: { branding: { color: '#00aa77' } },
        }),
      'a preset of the application': (p) =>
        createPreset(deps(p), by, { name: 'Portal', applicationId: portal.id }),
      'another preset': (p) => createPreset(deps(p), by, { name: 'Partners' }),
      'a rename of the preset': (p) =>
        updatePreset(deps(p), 'acme', preset.id, { change: { name: 'Sellers' } }),
      'a change of the preset': (p) =>
        updatePreset(deps(p), 'acme', preset.id, { change: { applicationId: portal.id } }),
      'a deletion of the preset': (p) => deletePreset(deps(p), 'acme', preset.id, undefined),
      'a change of the application': (p) =>
        updateApplication(deps(p), 'acme', portal.id, { change: { name: 'Portal 2' } }),
      'a deletion of the application': (p) =>
        deleteApplication(deps(p), 'acme', portal.id, undefined),
      'another application': (p) =>
        createApplication(deps(p), by, {
          ...{ name: 'Shop', protocol: 'oidc', clientId: 'shop', groups: [] },
          redirectUrl: 'https://portal.example/shop',
        }),
    };
    await meet(works, async (done) => {
      const tenant = await requireTenant(base, 'acme');
      if (done('a change of the name')) expect(tenant.name).toBe('Acme 2');
      if (done('a change of the color')) expect(tenant.branding.color).toBe('#00aa77');
      const { applications = [], presets = [] } = (await base.settings.read('acme')) ?? {};
      for (const { applicationId, name } of presets)
        if (applicationId !== undefined)
          expect(
            applications.map(({ id }) => id),
            name,
          ).toContain(applicationId);
      const names = [...presets, ...applications].map(({ name }) => name);
      if (done('another preset')) expect(names).toContain('Partners');
      if (done('another application')) expect(names).toContain('Shop');
      if (done('a deletion of the preset'))
        expect(presets.map(({ id }) => id)).not.toContain(preset.id);
      else if (done('a rename of the preset')) expect(names).toContain('Sellers');
      if (done('a deletion of the application'))
        expect(applications.map(({ id }) => id)).not.toContain(portal.id);
    });
  },
  MINUTES,
);

test(
  'two who look after an API client: a secret that was handed over works, and what is deleted opens nothing',
  async () => {
    const { clock, tableOf, meet } = await setup();
    const most = 2;
    const credentials = new FakeClientCredentials();
    const deps = (process: MortalProcess) => {
      const { client, tableName } = tableOf(process);
      return {
        ...{ notes: new FakeNotes(), clock },
        apiClients: new DynamoApiClientStore(client, tableName),
        credentials: process.calling(credentials),
        rules: rulesIn(
          testTenants({
            settings: { limits: { apiClients: most } },
            features: { apiClients: true },
          }),
          installation,
        ),
      };
    };
    const by = { ...administrator, scopes: ['settings:write', 'invitations:write'] as const };
    const request = { name: 'Nightly import', scopes: ['invitations:write' as const] };
    const { client } = await createApiClient(deps(new MortalProcess()), by, request);
    const command = { id: client.id, ifMatch: undefined };
    const back = credentials.save();
    await meet(
      {
        'a rotation': (p) => rotateApiClientSecret(deps(p), by, command),
        'the end of the previous secret': (p) =>
          revokePreviousApiClientSecret(deps(p), by, command),
        'a deletion': (p) => removeApiClient(deps(p), by, command),
        'a second client': (p) => createApiClient(deps(p), by, request),
      },
      async (done, { first, second }) => {
        const listed = await deps(new MortalProcess()).apiClients.list('acme');
        expect(listed.length).toBeLessThanOrEqual(most);
        expect([...credentials.clients.keys()].toSorted(), 'no client that nobody knows').toEqual(
          listed.map(({ id }) => id).toSorted(),
        );
        if (done('a deletion')) {
          expect(credentials.working(client.id)).toEqual([]);
          return;
        }
        const rotated = [first, second].filter(
          ({ name, result }) => name === 'a rotation' && outcomeOf(result) === 'done',
        );
        for (const { result } of rotated)
          expect(credentials.working(client.id), 'the secret that was handed over').toContain(
            (result as { secret: string }).secret,
          );
      },
      { alsoRestore: back },
    );
  },
  MINUTES,
);

test(
  'two who look after a webhook, while events are delivered to it: nothing is brought back, and nothing is lost',
  async () => {
    const { table, clock, tableOf, meet } = await setup();
    const keeper = { id: 'user-admin', name: 'Ada Admin', tenantId: 'acme' };
    const managing = (process: MortalProcess) => {
      const { client, tableName } = tableOf(process);
      return {
        webhooks: new DynamoWebhookReader(client, tableName),
        changes: new DynamoWebhookStore(client, tableName),
        target: new TargetCheck('public', async () => [{ address: '93.184.215.14', family: 4 }]),
        masterSecret: async () => MASTER_SECRET,
        clock,
        random: systemRandom,
      };
    };
    const delivering = (process: MortalProcess, status: number): DeliverDeps => {
      const { client, tableName } = tableOf(process);
      return {
        webhooks: new DynamoWebhookReader(client, tableName),
        health: new DynamoWebhookHealth(client, tableName),
        deliveries: new DynamoWebhookDeliveryStore(client, tableName),
        sender: process.calling(new FakeSender({ status })),
        masterSecret: async () => MASTER_SECRET,
        clock,
        chance: () => 0.5,
      };
    };
    const request = createWebhookSchema().parse({ url: 'https://hooks.example/foyer' });
    const { webhook } = await createWebhook(managing(new MortalProcess()), keeper, request);
    const { id } = webhook;
    const message = { kind: 'event' as const, tenantId: 'acme', webhookId: id };
    const deliver = (eventId: string, status: number, receives: number) => (p: MortalProcess) =>
      deliverEvent(delivering(p, status), { ...message, event: eventOf(eventId) }, receives).catch(
        (error: unknown) => {
          if (error instanceof DeliveryPostponedError) return 'postponed';
          throw error;
        },
      );
    // One event is waiting in the table for its next attempt.
    await deliver('evt_1', 503, 9)(new MortalProcess());
    const ref = { webhookId: id, time: '2030-01-01T12:00:00.000Z', eventId: 'evt_1' };
    const deliveries = new DynamoWebhookDeliveryStore(table.client, table.tableName);
    const waiting = await deliveries.get(ref);
    const again = (status: number) => (p: MortalProcess) =>
      retryDelivery(delivering(p, status), {
        ...ref,
        ...{ kind: 'retry', tenantId: 'acme', attempts: waiting?.attempts ?? 0 },
      });
    await meet(
      {
        'a change of the URL': (p) =>
          updateWebhook(managing(p), keeper, id, { url: 'https://hooks.example/new' }),
        'a change of the description': (p) =>
          updateWebhook(managing(p), keeper, id, { description: 'Our CRM' }),
        'a rotation': (p) => rotateSecret(managing(p), keeper, id),
        'a deletion': (p) => removeWebhook(managing(p), { tenantId: 'acme', id }),
        'another webhook': (p) => createWebhook(managing(p), keeper, request),
        'a delivery': deliver('evt_2', 200, 1),
        'a delivery that fails': deliver('evt_2', 503, 9),
        'a delivery to a receiver that is gone': deliver('evt_2', 410, 1),
        'a second attempt': again(200),
        'a second attempt that fails': again(503),
      },
      async (done, { first, second }) => {
        const now = await new DynamoWebhookReader(table.client, table.tableName).get('acme', id);
        expect(now === undefined, 'a webhook that was deleted stays away').toBe(done('a deletion'));
        if (now === undefined) return;
        if (done('a change of the URL')) expect(now.url).toBe('https://hooks.example/new');
        if (done('a change of the description')) expect(now.description).toBe('Our CRM');
        const rotations = [first, second].filter(({ name }) => name === 'a rotation').length;
        expect(now.secretVersion).toBe(1 + rotations);
        const left = await deliveries.get(ref);
        if (![first, second].some(({ name }) => name === 'a second attempt'))
          expect(left, 'what has not arrived is still there').toBeDefined();
      },
    );
  },
  MINUTES,
);

test(
  'two administrators who change or remove each other: one stays, and nobody comes back',
  async () => {
    const { table, clock, pool, tableOf, meet } = await setup();
    const world = administratorsOn(table, clock, pool);
    const [one, other] = [
      await world.active({ email: 'one@acme.example' }),
      await world.active({ email: 'other@acme.example' }),
    ];
    const invited = await world.create({ email: 'new@acme.example', role: 'viewers' });
    await world.mailed(invited);
    const fresh = await world.read(invited.id);
    clock.advance(SECOND);
    const in_ = (process: MortalProcess) => administratorsOn(tableOf(process), clock, pool);
    await meet(
      {
        'the first is made a viewer': (p) =>
          updateAdministrator(
            in_(p).manage,
            ADA,
            { id: one.id, ifMatch: undefined },
            { role: 'viewers' },
          ),
        'the second is made a viewer': (p) =>
          updateAdministrator(
            in_(p).manage,
            ADA,
            { id: other.id, ifMatch: undefined },
            { role: 'viewers' },
          ),
        'the first is removed': (p) =>
          removeAdministrator(in_(p).manage, ADA, { id: one.id, ifMatch: undefined }),
        'the second is removed': (p) =>
          removeAdministrator(in_(p).manage, ADA, { id: other.id, ifMatch: undefined }),
        'the new one is removed': (p) =>
          removeAdministrator(in_(p).manage, ADA, { id: invited.id, ifMatch: undefined }),
        'the new one gets another mail': (p) => resendSetupMail(in_(p).manage, ADA, invited.id),
        'the new one sets up the account': (p) =>
          setUp(in_(p).setupIn(p), fresh, {
            ...{ name: 'Grace Hopper', password: GOOD_PASSWORD, claimId: 'claim-1' },
          }),
      },
      async (done) => {
        const all = await world.list();
        const active = all.filter(
          ({ role, status }) => role === 'administrators' && status === 'active',
        );
        expect(active.length, 'an administrator stays').toBeGreaterThan(0);
        const ids = all.map(({ id }) => id);
        for (const [name, { id }] of [
          ['the first is removed', one],
          ['the second is removed', other],
          ['the new one is removed', invited],
        ] as const)
          expect(ids.includes(id), `${name}, or is there`).toBe(!done(name));
      },
    );
  },
  MINUTES,
);
