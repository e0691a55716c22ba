/** Open invitations in customer lists: their problem and its remedy. */
import { listInvitations } from '../../../client/src/generated/sdk.gen.ts';
import type {
  CustomerSummary,
  InvitationSummary,
} from '../../../client/src/generated/types.gen.ts';
import { call, currentSession } from '../../app/api.ts';
import { Pill } from '../../app/display.tsx';
import { useQuery } from '../../app/query.ts';
import { byCustomer, customerTone, isGettingLate, troubleOf } from './states.ts';
import { customersWords } from './words.ts';

const OPEN = ['pending', 'expired'] as const;
const MOST = 100;
const OFTEN = 5_000;
const NOW_AND_THEN = 15_000;

/**
 * Returns the refresh interval of a visible list, in milliseconds: invitees may sign up at any time, emails may bounce, and
 * colleagues work on the same lists.
 */
export function watched(isMoving: boolean): number {
  return isMoving ? OFTEN : NOW_AND_THEN;
}

/** The newest open invitations, of all customers or one. */
export interface OpenInvitations {
  readonly all: readonly InvitationSummary[];
  readonly ofCustomer: ReadonlyMap<string, InvitationSummary>;
  /** True if there are older ones; undefined while loading. */
  readonly hasMore: boolean | undefined;
}

export function useOpenInvitations(customerId?: string): OpenInvitations {
  const query = { status: [...OPEN], limit: MOST, ...(customerId !== undefined && { customerId }) };
  const { data } = useQuery({
    key: ['invitations', 'open', customerId],
    read: () => call(listInvitations({ query })),
    again: (page) => watched((page?.data.length ?? 0) > 0),
    enabled: currentSession().can('invitations:read'),
  });
  const all = data?.data ?? [];
  const hasMore = data === undefined ? undefined : data.nextCursor !== null;
  return { all, ofCustomer: byCustomer(all), hasMore };
}

/** The status of a customer; while it is invited, the delivery status. */
export function CustomerState({
  customer,
  open,
}: {
  readonly customer: CustomerSummary;
  readonly open: OpenInvitations;
}) {
  const texts = customersWords.texts();
  const known = open.ofCustomer.get(customer.id);
  const { data } = useQuery({
    key: ['invitations', 'of', customer.id],
    read: () =>
      call(listInvitations({ query: { customerId: customer.id, status: [...OPEN], limit: 1 } })),
    // One request per row, so only for rows older than the invitations already loaded.
    enabled: known === undefined && customer.status === 'invited' && open.hasMore === true,
  });
  const invitation = known ?? data?.data[0];
  const trouble = invitation === undefined ? undefined : troubleOf(invitation);
  if (customer.status !== 'invited' || invitation === undefined || trouble === undefined)
    return <Pill tone={customerTone(customer.status)}>{texts.statuses[customer.status]}</Pill>;
  return <TroubleNote invitation={invitation} />;
}

/** The problem of an invitation, its cause, and its remedy; without a problem, a note that sign-up is pending. */
export function TroubleNote({ invitation }: { readonly invitation: InvitationSummary }) {
  const texts = customersWords.texts();
  const trouble = troubleOf(invitation);
  if (trouble === undefined)
    return (
      <>
        <Pill tone="accent">{texts.statuses.invited}</Pill>
        <span class="under">{texts.signingUp}</span>
      </>
    );
  const { label, why, remedy } = texts.troubles[trouble];
  return (
    <>
      <Pill tone={isGettingLate(trouble) ? 'warm' : 'bad'}>{label}</Pill>
      <span class="under">
        {why} {remedy}
      </span>
    </>
  );
}
