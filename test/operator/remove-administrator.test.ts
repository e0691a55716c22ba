import { describe, expect, test } from 'vitest';

import type { BulkSummary } from '../../lambdas/modules/bulk-actions/bulk-action.ts';
import type { ImportSummary } from '../../lambdas/modules/imports/import.ts';
import { RejectedError } from '../../operator/command.ts';
import {
  type RemoveAdministrator,
  removeAdministrator,
  type RemoveAdministratorDeps,
} from '../../operator/commands/remove-administrator.ts';
import type { OrphanedResourceReader, SentInvitation } from '../../operator/orphaned-resources.ts';
import { testApiClient } from '../support/modules/api-clients.ts';
import { webhookOf } from '../support/modules/webhooks.ts';

const NOW = new Date('2030-01-01T12:00:00.000Z');
const mallory = {
  ...{ id: 'adm_mallory', tenantId: 'acme', userId: 'user-mallory', version: 2 },
  ...{ email: 'mallory@acme.example', address: 'mallory@acme.example' },
};
const by = (id: string) => ({ id, name: id });

function invitationOf(id: string, sender: string): SentInvitation {
  const createdAt = '2030-01-01T11:00:00.000Z';
  return { id, createdAt, expiresAt: '2030-01-08T11:00:00.000Z', invitedBy: by(sender) };
}

function importOf(id: string, starter: string, remaining: number): ImportSummary {
  const counts = { created: 3, wouldCreate: 0, skipped: 0, error: 0 };
  const times = { createdAt: '2030-01-01T11:00:00.000Z', updatedAt: '2030-01-01T11:00:00.000Z' };
  const job = { id, tenantId: 'acme', dryRun: false, total: 10, remaining };
  return { ...job, ...counts, ...times, createdBy: by(starter) };
}

function bulkOf(id: string, starter: string, remaining: number): BulkSummary {
  return { ...importOf(id, starter, remaining), action: 'revoke' };
}

function administratorOf(id: string, maker: string, changer = maker) {
  const createdAt = '2030-01-01T11:00:00.000Z';
  const people = { createdBy: by(maker), updatedBy: by(changer) };
  const shown = { email: `${id}@acme.example`, role: 'viewers', status: 'invited' } as const;
  return { id, ...shown, createdAt, ...people };
}

interface Given {
  /** `null`: no administrator. */
  readonly user?: object | null;
  readonly isLast?: boolean;
  readonly resources?: Partial<OrphanedResourceReader>;
}

function setup({ user = {}, isLast = false, resources = {} }: Given = {}) {
  const calls: string[] = [];
  const known = user === null ? undefined : { ...mallory, ...user };
  const deps = {
    tenants: { get: async (id: string) => (id === 'acme' ? {} : undefined) },
    administrators: {
      list: { list: async () => (known === undefined ? [] : [known]) },
      manage: {
        administrators: { get: async () => known },
        administratorChanges: {
          remove: async ({ id }: { id: string }, { force }: { force: boolean }) => {
            if (isLast && !force) return 'last';
            calls.push(`remove ${id}`);
            return 'removed';
          },
        },
        clock: { now: () => NOW },
      },
    },
    resources: {
      administrators: async () => [],
      clients: async () => [],
      webhooks: async () => [],
      pendingInvitations: async () => [],
      imports: async () => [],
      bulkActions: async () => [],
      ...resources,
    },
    now: () => NOW,
    // The other methods are never called.
  } as unknown as RemoveAdministratorDeps;
  const remove = (command: Partial<RemoveAdministrator> = {}) =>
    removeAdministrator(deps, {
      ...{ tenantId: 'acme', administrator: { email: 'mallory@acme.example' }, force: false },
      ...{ flags: '--stage test', ...command },
    });
  return { calls, remove };
}

describe('removing an administrator', () => {
  test('is one write, and says that nothing opens from then on', async () => {
    const { remove, calls } = setup();
    const { lines, data } = await remove();
    expect(calls).toEqual(['remove adm_mallory']);
    expect(lines[0]).toContain('The account’s tokens are rejected within 30 seconds');
    expect(data).toMatchObject({ userId: 'user-mallory', removed: true });
  });

  test('finds the person by any id, too', async () => {
    for (const id of ['adm_mallory', 'user-mallory']) {
      const { remove, calls } = setup();
      await remove({ administrator: { id } });
      expect(calls).toEqual(['remove adm_mallory']);
    }
  });

  test('is refused for somebody else, and in a tenant that is not there', async () => {
    const { remove, calls } = setup({ user: null });
    await expect(remove()).rejects.toThrow('is not an administrator of acme');
    await expect(remove({ tenantId: 'nobody' })).rejects.toThrow(
      'The tenant nobody does not exist.',
    );
    expect(calls).toEqual([]);
  });

  test('takes the last one only with --force', async () => {
    const { remove, calls } = setup({ isLast: true });
    const refused = remove();
    await expect(refused).rejects.toThrow(RejectedError);
    await expect(refused).rejects.toThrow('or use --force');
    expect(calls).toEqual([]);
    await remove({ force: true });
    expect(calls).toEqual(['remove adm_mallory']);
  });
});

describe('what somebody leaves behind', () => {
  const clients = [
    testApiClient({ id: 'own', createdBy: by('user-mallory') }),
    testApiClient({ id: 'grandchild', createdBy: by('child') }),
    testApiClient({ id: 'child', createdBy: by('own') }),
    testApiClient({ id: 'others', createdBy: by('user-ada') }),
    testApiClient({
      ...{ id: 'renewed', createdBy: by('user-ada') },
      rotatedAt: '2030-01-01T10:00:00.000Z',
    }),
  ];
  const resources: OrphanedResourceReader = {
    administrators: async () => [
      administratorOf('adm_own', 'user-mallory'),
      administratorOf('adm_bent', 'user-ada', 'user-mallory'),
      administratorOf('adm_others', 'user-ada'),
    ],
    clients: async () => clients,
    webhooks: async () => [
      webhookOf({ id: 'whk_own', createdBy: by('user-mallory') }),
      webhookOf({ id: 'whk_bent', createdBy: by('user-ada'), changedBy: by('child') }),
      webhookOf({ id: 'whk_others', createdBy: by('user-ada') }),
      webhookOf({ id: 'whk_old' }),
    ],
    pendingInvitations: async () => [
      invitationOf('inv_own', 'user-mallory'),
      invitationOf('inv_program', 'grandchild'),
      invitationOf('inv_others', 'user-ada'),
    ],
    imports: async () => [
      importOf('imp_own', 'user-mallory', 7),
      importOf('imp_done', 'own', 0),
      importOf('imp_others', 'user-ada', 7),
    ],
    bulkActions: async () => [
      bulkOf('blk_own', 'user-mallory', 7),
      bulkOf('blk_done', 'own', 0),
      bulkOf('blk_others', 'user-ada', 7),
    ],
  };
  const ids = (rows: unknown) => (rows as { id: string }[]).map(({ id }) => id);

  test('is named with the command that removes it, also what its API clients made, and theirs', async () => {
    const { lines, data } = await setup({ resources }).remove();
    expect(ids(data['administrators'])).toEqual(['adm_own', 'adm_bent']);
    expect(ids(data['clients'])).toEqual(['own', 'grandchild', 'child']);
    expect(ids(data['rotated'])).toEqual(['renewed']);
    expect(ids(data['webhooks'])).toEqual(['whk_own', 'whk_bent']);
    expect(ids(data['invitations'])).toEqual(['inv_own', 'inv_program']);
    expect(ids(data['imports'])).toEqual(['imp_own', 'imp_done']);
    expect(ids(data['bulkActions'])).toEqual(['blk_own', 'blk_done']);
    const text = lines.join('\n');
    for (const command of [
      'npm run admin -- remove-administrator acme --id adm_own --stage test',
      'npm run admin -- remove-administrator acme --id adm_bent --stage test',
      'npm run admin -- remove-client acme own --stage test',
      'npm run admin -- remove-client acme grandchild --stage test',
      'npm run admin -- rotate-client acme renewed --stage test',
      'DELETE /v1/webhooks/whk_own',
      'DELETE /v1/webhooks/whk_bent',
      'POST /v1/invitations/inv_own/revoke',
      'POST /v1/invitation-imports/imp_own/cancel',
      'POST /v1/bulk-actions/blk_own/cancel',
    ])
      expect(text).toContain(command);
    expect(text).not.toMatch(/(?:imp|blk)_done\/cancel/);
    expect(text).not.toMatch(
      /adm_others|whk_others|whk_old|inv_others|imp_others|blk_others|remove-client acme others/,
    );
  });

  test('is named again by the id once the account is gone, and nothing is removed', async () => {
    const { remove, calls } = setup({ user: null, resources });
    const { lines, data } = await remove({ administrator: { id: 'user-mallory' } });
    expect(lines[0]).toBe('No administrator of acme has the ID user-mallory.');
    expect(ids(data['webhooks'])).toEqual(['whk_own', 'whk_bent']);
    expect(calls).toEqual([]);
  });

  test('is nothing where nothing is left', async () => {
    const { lines } = await setup().remove();
    expect(lines.filter((line) => line.endsWith(': none.'))).toHaveLength(7);
  });

  test('of more than a person reads is counted, and all of it is in the data', async () => {
    const many = Array.from({ length: 35 }, (_, n) => invitationOf(`inv_${n}`, 'user-mallory'));
    const { lines, data } = await setup({
      resources: { pendingInvitations: async () => many },
    }).remove();
    expect(lines).toContain('Invitations that are still open: 35.');
    expect(lines).toContain('  … and 15 more. Use --json to list all of them.');
    expect(data['invitations']).toHaveLength(35);
  });
});
