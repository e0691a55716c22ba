/** How customers and their people stand, and what their invitations need. */
import type {
  ContactStatus,
  CustomerStatus,
  InvitationSummary,
} from '../../../client/src/generated/types.gen.ts';
import type { Tone } from '../../app/display.tsx';
import type { Trouble } from './texts.ts';

export const CUSTOMER_STATUSES = ['invited', 'inactive', 'active', 'suspended'] as const;
export const KINDS = ['customer', 'supplier'] as const;
export const ROLES = ['owner', 'member'] as const;
/** Those that lists of people are filtered by. */
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

/** The reason of the API for a bounce after which the same address can be tried again. */
const TEMPORARY = 'temporary problem';

/** Why nobody has signed up with an invitation, where the reason is not that they have yet to. */
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

/** Tells whether nothing is wrong but the time that it takes. */
export function isGettingLate(trouble: Trouble): boolean {
  return trouble === 'delayed' || trouble === 'expired';
}

/** Orders invitations for people who have to do something about them: those in trouble first, each group newest first. */
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

/** Tells whether each word of a search begins a word of one of the texts, as the API's search decides it. */
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

/** The newest invitation of each customer, of a list that is newest first. */
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

/** The name of a person, or the address where no name is known. */
export function personName({
  firstName,
  lastName,
  email,
}: {
  readonly firstName?: string;
  readonly lastName?: string;
  readonly email?: string;
}): string {
  const name = [firstName, lastName].filter(Boolean).join(' ');
  return name === '' ? (email ?? '') : name;
}
