/** Statuses of customers and their people, and problems of their invitations. */
import type {
  ContactStatus,
  CustomerStatus,
  InvitationSummary,
} from '../../../client/src/generated/types.gen.ts';
import { fullName } from '../../../lambdas/modules/platform/locale.ts';
import type { Tone } from '../../app/display.tsx';
import type { Trouble } from './texts.ts';

export const CUSTOMER_STATUSES = ['invited', 'inactive', 'active', 'suspended'] as const;
export const KINDS = ['customer', 'supplier'] as const;
export const ROLES = ['owner', 'member'] as const;
/** Statuses that lists of people can be filtered by. */
export const CONTACT_STATUSES = ['none', 'invited', 'active'] as const;

const CUSTOMER_TONES: Readonly<Record<CustomerStatus, Tone>> = {
  invited: 'accent',
  inactive: 'quiet',
  active: 'good',
  suspended: 'bad',
};
const CONTACT_TONES: Readonly<Record<ContactStatus, Tone>> = {
  none: 'quiet',
  invited: 'accent',
  active: 'good',
  removed: 'quiet',
};

export function customerTone(status: CustomerStatus): Tone {
  return CUSTOMER_TONES[status];
}

export function contactTone(status: ContactStatus): Tone {
  return CONTACT_TONES[status];
}

/** The API's bounce reason after which the same address can be tried again. */
const TEMPORARY = 'temporary problem';

/** Returns the problem of an invitation; `undefined` if it only waits for the invitee. */
export function troubleOf({
  status,
  delivery,
}: Pick<InvitationSummary, 'status' | 'delivery'>): Trouble | undefined {
  if (status === 'expired') return 'expired';
  if (status !== 'pending') return undefined;
  switch (delivery.status) {
    case 'bounced':
      return delivery.reason?.includes(TEMPORARY) === true ? 'bounced' : 'wrongAddress';
    case 'delayed':
    case 'complained':
    case 'suppressed':
    case 'failed':
      return delivery.status;
    default:
      return undefined;
  }
}

/** Tells whether the only problem is a delay. */
export function isGettingLate(trouble: Trouble): boolean {
  return trouble === 'delayed' || trouble === 'expired';
}

/** Sorts invitations by urgency: those with problems first, newest first within each group. */
export function byUrgency(
  one: Pick<InvitationSummary, 'status' | 'delivery' | 'createdAt'>,
  other: Pick<InvitationSummary, 'status' | 'delivery' | 'createdAt'>,
): number {
  const rank = (invitation: typeof one): number => {
    const trouble = troubleOf(invitation);
    return trouble === undefined ? 2 : isGettingLate(trouble) ? 1 : 0;
  };
  return rank(one) - rank(other) || other.createdAt.localeCompare(one.createdAt);
}

/** Tells whether every word of a search is a prefix of a word in one of the texts, like the API's search. */
export function matches(search: string, texts: readonly (string | undefined)[]): boolean {
  const words = texts.flatMap((text) => wordsOf(text ?? ''));
  return wordsOf(search).every((wanted) => words.some((word) => word.startsWith(wanted)));
}

function wordsOf(text: string): string[] {
  return text
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .split(/[^\p{L}\p{N}]+/u)
    .filter((word) => word !== '');
}

/** The newest invitation of each customer, from a list sorted newest first. */
export function byCustomer(
  invitations: readonly InvitationSummary[],
): ReadonlyMap<string, InvitationSummary> {
  const found = new Map<string, InvitationSummary>();
  for (const invitation of invitations) {
    const id = invitation.customer?.id;
    if (id !== undefined && !found.has(id)) found.set(id, invitation);
  }
  return found;
}

/** A person's name, or their address if no name is known. */
export function personName(person: {
  readonly firstName?: string;
  readonly lastName?: string;
  readonly email?: string;
}): string {
  return fullName(person) || (person.email ?? '');
}
