import fc from 'fast-check';
import { describe, expect, test } from 'vitest';

import { parseRequest } from '../../../../lambdas/modules/http/validation.ts';
import { toResource } from '../../../../lambdas/modules/invitations/invitation-resource.ts';
import { resendInvitation } from '../../../../lambdas/modules/invitations/resend-invitation.ts';
import { DynamoPresetFinder } from '../../../../lambdas/modules/records/preset.ts';
import { createPreset, updatePreset } from '../../../../lambdas/modules/settings/manage-presets.ts';
import {
  createPresetSchema,
  updatePresetSchema,
} from '../../../../lambdas/modules/settings/requests.ts';
import { TestClock } from '../../../support/engine/clock.ts';
import { createTable } from '../../../support/engine/table.ts';
import { FakeUserPool } from '../../../support/fakes/fake-user-pool.ts';
import { importsOn, startingImport, workOff } from '../../../support/modules/imports.ts';
import { administrator, invite, invitingOn } from '../../../support/modules/invitations.ts';
import { settingsOn } from '../../../support/modules/settings.ts';

const ada = { id: 'user-admin', tenantId: 'acme' };

/** Names with a meaning in JavaScript. A construction company can have a use for "constructor". */
const ODD = {
  constructor: 'Obras S.A.',
  prototype: 'p',
  toString: 's',
  valueOf: 'v',
  hasOwnProperty: 'h',
  toJSON: 'j',
  then: 't',
  length: '3',
  M: 'm',
};

async function setup() {
  const table = await createTable();
  const clock = new TestClock();
  const pool = new FakeUserPool();
  const inviting = invitingOn(table, clock, pool);
  const invitations = async () => {
    const query = {
      tenantId: 'acme',
      filters: {},
      order: 'asc',
      limit: 100,
      now: clock.now(),
    } as const;
    const { rows } = await inviting.lists.list(query);
    return Promise.all(rows.map(({ id }) => inviting.invitations.get(id)));
  };
  return { table, clock, inviting, invitations, importing: importsOn(table, clock, pool) };
}

describe('metadata with keys that have a meaning in JavaScript', () => {
  test('is stored and returned with an invitation, and survives its updates', async () => {
    const { inviting, clock } = await setup();
    const { id } = await invite(inviting, { metadata: ODD });
    clock.advance(60_000);
    await resendInvitation(inviting, administrator, id);
    const kept = await inviting.invitations.get(id);
    expect(kept?.metadata).toEqual(ODD);
    if (kept === undefined) throw new Error('The invitation is gone.');
    const shown: unknown = JSON.parse(JSON.stringify(toResource(kept, clock.now())));
    expect(shown).toMatchObject({ metadata: ODD });
  });

  test('is stored with a preset, updated key by key, and used by an invitation', async () => {
    const { table, clock, inviting } = await setup();
    const deps = await settingsOn(table, clock);
    const request = parseRequest(createPresetSchema(), { name: 'Builders', metadata: ODD });
    const { id } = await createPreset(deps, ada, request);
    const change = { metadata: { constructor: 'Otra S.A.', valueOf: null } };
    await updatePreset(deps, 'acme', id, { change: parseRequest(updatePresetSchema(), change) });
    const kept = Object.entries(ODD).filter(([key]) => key !== 'valueOf');
    const metadata = { ...Object.fromEntries(kept), constructor: 'Otra S.A.' };
    const finder = new DynamoPresetFinder(table.client, table.tableName);
    expect((await finder.get('acme', id))?.metadata).toEqual(metadata);
    const invitation = await invite(inviting, { presetId: id });
    expect((await inviting.invitations.get(invitation.id))?.metadata).toEqual(metadata);
  });

  test('is read from import rows and from defaults', async () => {
    const { importing, invitations } = await setup();
    const { constructor, ...others } = ODD;
    const job = await startingImport(importing, {
      rows: [
        { email: 'a@example.com', metadata: { constructor } },
        { email: 'b@example.com', metadata: {} },
      ],
      defaults: { metadata: { ...others, constructor: 'Otra S.A.' } },
    });
    await workOff(importing.work, job);
    const kept = new Map((await invitations()).map((made) => [made?.email, made?.metadata]));
    expect(kept.get('a@example.com')).toEqual(ODD);
    expect(kept.get('b@example.com')).toEqual({ ...ODD, constructor: 'Otra S.A.' });
  });
});

test('any metadata keys are returned unchanged, or rejected by name', async () => {
  const { inviting } = await setup();
  const key = fc.oneof(
    fc.constantFrom(...Object.getOwnPropertyNames(Object.prototype), ...Object.keys(ODD)),
    fc.string({ unit: 'binary', maxLength: 45 }),
  );
  let number = 0;
  await fc.assert(
    fc.asyncProperty(fc.array(fc.tuple(key, fc.string()), { maxLength: 5 }), async (entries) => {
      // Like JSON.parse, this creates an own property of any name.
      const metadata = Object.fromEntries(entries);
      const email = `somebody-${number++}@example.com`;
      try {
        const { id } = await invite(
          inviting,
          { email, metadata },
          { principal: { ...administrator, id: email } },
        );
        expect(
          Object.entries((await inviting.invitations.get(id))?.metadata ?? {}).toSorted(),
        ).toEqual(Object.entries(metadata).toSorted());
      } catch (error) {
        expect(error).toMatchObject({
          code: 'invalid_request',
          errors: expect.arrayContaining([
            {
              path: expect.stringMatching(/^metadata/) as string,
              message: expect.any(String) as string,
            },
          ]) as unknown,
        });
      }
    }),
    { numRuns: 60 },
  );
}, 60_000);
