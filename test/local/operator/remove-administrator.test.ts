import type { BulkSummary } from '../../../lambdas/bulk-actions/bulk-action.ts';
import { describe, expect, test } from 'vitest';
import type { ImportSummary } from '../../../lambdas/imports/import.ts';
import type { ExistingUser } from '../../../local/operator/administrators.ts';
import { Refused } from '../../../local/operator/errors.ts';
import type { LeftoverReader, SentInvitation } from '../../../local/operator/leftovers.ts';
import {
  removeAdministrator,
  type RemoveAdministratorDeps,
} from '../../../local/operator/remove-administrator.ts';
import { testApiClient } from '../../support/api-clients.ts';
import { webhookOf } from '../../support/webhooks.ts';

const NOW = new Date('2030-01-01T12:00:00.000Z');
const mallory: ExistingUser = {
  id: 'user-mallory',
  email: 'mallory@acme.example',
  tenantId: 'acme',
  isAdministrator: true,
  groups: ['administrators'],
  wasInvited: false,
  neverSignedIn: false,
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

interface Given {
  readonly user?: Partial<ExistingUser> | null;
  readonly isLast?: boolean;
  readonly failing?: string;
  readonly leftovers?: Partial<LeftoverReader>;
}

function setup({ user = {}, isLast = false, failing, leftovers = {} }: Given = {}) {
  const calls: string[] = [];
  const call = async (name: string) => {
    if (name === failing) throw new Error(`${name} is out of reach`);
    calls.push(name);
  };
  const deps: RemoveAdministratorDeps = {
    tenants: {
      get: async (id) => (id === 'acme' ? {} : undefined),
      noteRemoved: (tenantId, id) => call(`noteRemoved ${tenantId} ${id}`),
    },
    administrators: {
      find: async () => (user === null ? undefined : { ...mallory, ...user }),
      hasOther: async () => !isLast,
      shutOut: (id) => call(`shutOut ${id}`),
      remove: (id) => call(`remove ${id}`),
    },
    leftovers: {
      clients: async () => [],
      webhooks: async () => [],
      pendingInvitations: async () => [],
      imports: async () => [],
      bulkActions: async () => [],
      ...leftovers,
    },
    now: () => NOW,
  };
  const remove = (more: object = {}) =>
    removeAdministrator(deps, {
      ...{ tenantId: 'acme', who: { email: mallory.email }, force: false },
      ...{ flags: '--stage test', ...more },
    });
  return { remove, calls };
}

describe('removing an administrator', () => {
  test('shuts the account out, stops its tokens, and deletes it last', async () => {
    const { remove, calls } = setup();
    const { lines } = await remove();
    expect(calls).toEqual([
      'shutOut user-mallory',
      'noteRemoved acme user-mallory',
      'remove user-mallory',
    ]);
    expect(lines[0]).toContain('Removed mallory@acme.example (user-mallory) from acme.');
  });

  test.each([
    ['of another tenant', { user: { tenantId: 'globex' } }, 'belongs to globex, not to acme'],
    ['who is a customer', { user: { wasInvited: true } }, 'an invited customer of acme'],
    ['who is the last of the tenant', { isLast: true }, 'the last administrator of acme'],
    ['who is not there', { user: null }, 'has no account'],
  ] as const)('refuses somebody %s, and changes nothing', async (_who, given, sentence) => {
    const { remove, calls } = setup(given);
    const refused = remove();
    await expect(refused).rejects.toThrow(Refused);
    await expect(refused).rejects.toThrow(sentence);
    expect(calls).toEqual([]);
  });

  test('refuses in a tenant that is not there', async () => {
    await expect(setup().remove({ tenantId: 'nobody' })).rejects.toThrow('There is no tenant');
  });

  test('takes the last one with --force, and the last viewer without it', async () => {
    await expect(setup({ isLast: true }).remove({ force: true })).resolves.toBeDefined();
    const viewer = { isAdministrator: false, groups: ['viewers'] };
    await expect(setup({ isLast: true, user: viewer }).remove()).resolves.toBeDefined();
  });

  test('leaves the account to be found by its address when the leftovers cannot be read', async () => {
    const { remove, calls } = setup({
      leftovers: { imports: async () => Promise.reject(new Error('out of reach')) },
    });
    await expect(remove()).rejects.toThrow('out of reach');
    expect(calls).toEqual(['shutOut user-mallory', 'noteRemoved acme user-mallory']);
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
  const leftovers: LeftoverReader = {
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
    const { lines, data } = await setup({ leftovers }).remove();
    expect(ids(data['clients'])).toEqual(['own', 'grandchild', 'child']);
    expect(ids(data['rotated'])).toEqual(['renewed']);
    expect(ids(data['webhooks'])).toEqual(['whk_own', 'whk_bent']);
    expect(ids(data['invitations'])).toEqual(['inv_own', 'inv_program']);
    expect(ids(data['imports'])).toEqual(['imp_own', 'imp_done']);
    expect(ids(data['bulkActions'])).toEqual(['blk_own', 'blk_done']);
    const text = lines.join('\n');
    for (const command of [
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
      /whk_others|whk_old|inv_others|imp_others|blk_others|remove-client acme others/,
    );
  });

  test('is named again by the id once the account is gone, and nothing is removed', async () => {
    const { remove, calls } = setup({ user: null, leftovers });
    const { lines, data } = await remove({ who: { id: 'user-mallory' } });
    expect(lines[0]).toBe('No account has the id user-mallory any more.');
    expect(ids(data['webhooks'])).toEqual(['whk_own', 'whk_bent']);
    expect(calls).toEqual([]);
  });

  test('is nothing where nothing is left', async () => {
    const { lines } = await setup().remove();
    expect(lines.filter((line) => line.endsWith(': none.'))).toHaveLength(6);
  });

  test('of more than a person reads is counted, and all of it is in the data', async () => {
    const many = Array.from({ length: 35 }, (_, n) => invitationOf(`inv_${n}`, 'user-mallory'));
    const { lines, data } = await setup({
      leftovers: { pendingInvitations: async () => many },
    }).remove();
    expect(lines).toContain('Invitations that are still open: 35.');
    expect(lines).toContain('  … and 15 more: --json names them all.');
    expect(data['invitations']).toHaveLength(35);
  });
});
