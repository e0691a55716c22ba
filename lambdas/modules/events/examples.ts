import type { EventType } from './event-types.ts';

const envelope = {
  version: 1,
  id: 'evt_5h2k9c7w3xq8r1t6m4n0v2y7zd',
  tenantId: 'acme',
  time: '2026-11-21T23:00:08.155Z',
} as const;

/**
 * Returns an example event as a subscriber receives it, for the documentation. A test parses each example with the
 * schema of its type.
 */
export function exampleOf(type: EventType): Readonly<Record<string, unknown>> {
  const [subject = '', action = ''] = type.split('.');
  if (subject === 'customer')
    return {
      ...envelope,
      customer: {
        id: CUSTOMER,
        kind: 'customer',
        status: action === 'suspended' ? 'suspended' : 'active',
      },
    };
  if (subject === 'contact') return { ...envelope, contact: contactOf(action) };
  if (subject === 'import') return { ...envelope, invitationImport: IMPORT };
  if (subject === 'webhook')
    return {
      ...envelope,
      webhook: { id: 'whk_0f8v6a2n4b9x5z1c7q3w8e6r2t', ...(action === 'disabled' && GONE) },
    };
  return { ...envelope, invitation: invitationOf(action) };
}

function contactOf(action: string) {
  const statuses: Readonly<Record<string, string>> = {
    invited: 'invited',
    joined: 'active',
    removed: 'removed',
  };
  return {
    id: 'con_9c5x1m7k3w2q8v4t6r0n9d2b5z',
    customerId: CUSTOMER,
    role: 'owner',
    status: statuses[action] ?? 'none',
  };
}

const CUSTOMER = 'cus_3d9m1x7k5w2q8v4t6r0n9c2b5z';
const IMPORT = {
  id: 'imp_0j4n8q2v6x0c4h8m2r6w0b4f8k',
  status: 'completed',
  dryRun: false,
  total: 300,
  created: 295,
  wouldCreate: 0,
  skipped: 4,
  error: 1,
} as const;
const GONE = { reason: 'gone' } as const;
const ENDS = ['accepted', 'declined', 'revoked', 'expired'];
const QUEUED = ['created', 'resent', 'renewed', 'reminded'];

function invitationOf(action: string) {
  return {
    id: 'inv_d7qzxe9grzr3esr031kktte04c',
    kind: 'customer',
    status: statusOf(action),
    delivery: deliveryOf(action),
    ...(action === 'accepted' && {
      customerId: CUSTOMER,
      userId: '690b5071-dca2-469a-bacc-148256bbca52',
    }),
  };
}

function statusOf(action: string): string {
  if (action === 'deleted') return 'revoked';
  return ENDS.includes(action) ? action : 'pending';
}

function deliveryOf(action: string): string {
  if (action.startsWith('delivery_')) return action.slice('delivery_'.length);
  return QUEUED.includes(action) ? 'queued' : 'delivered';
}
