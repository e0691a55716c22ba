import { listMyCustomerInvitations } from '../../../client/src/generated/sdk.gen.ts';
import type { ColleagueInvitation } from '../../../client/src/generated/types.gen.ts';
import { useAddress } from '../../app/address.ts';
import { call } from '../../app/api.ts';
import { Email, EmptyState, Pill, Time } from '../../app/display.tsx';
import { FilterBar, oneOf, SelectFilter } from '../../app/filters.tsx';
import { useList } from '../../app/list.ts';
import type { MenuItem } from '../../app/menu.tsx';
import { SOON } from '../../app/query.ts';
import { type Column, DataTable } from '../../app/table.tsx';
import { deliveryTone, isMoving, statusTone } from '../../console/invitations/states.ts';
import { MailIcon } from '../../shared/icons.tsx';
import { useAccessCheck } from '../me.ts';
import { accountWords } from '../words.ts';
import type { Asked } from './actions.tsx';
import { NOW_AND_THEN } from './people.tsx';
import { isOpen, nameOf } from './standing.ts';
import { colleaguesWords } from './words.ts';

const STATUSES = ['pending', 'accepted', 'declined', 'expired', 'revoked'] as const;

/** Every invitation to the company, with its inviter and outcome. */
export function Invitations({ ask }: { readonly ask: (asked: Asked) => void }) {
  const address = useAddress();
  const texts = colleaguesWords.texts();
  const status = oneOf(address.get('status'), STATUSES);
  const list = useList({
    key: ['colleagues', 'invitations', status],
    read: (page) =>
      call(
        listMyCustomerInvitations({ query: { ...page, ...(status !== undefined && { status }) } }),
      ),
    again: (rows) => (rows.some((row) => isMoving(row, new Date())) ? SOON : NOW_AND_THEN),
  });
  useAccessCheck(list.failure);
  return (
    <>
      <FilterBar names={['status']}>
        <SelectFilter
          name="status"
          label={texts.status}
          choices={STATUSES.map((value) => ({ value, label: texts.statuses[value] }))}
        />
      </FilterBar>
      <DataTable
        title={texts.invitations}
        list={list}
        columns={columns()}
        rowId={({ id }) => id}
        rowName={({ email }) => email}
        menu={(invitation) => menuOf(invitation, ask)}
        isFiltered={status !== undefined}
        empty={
          <div class="panel">
            <EmptyState icon={<MailIcon />} title={texts.emptyInvitations}>
              <p>{texts.emptyHint}</p>
            </EmptyState>
          </div>
        }
      />
    </>
  );
}

function columns(): readonly Column<ColleagueInvitation>[] {
  const texts = colleaguesWords.texts();
  return [
    {
      title: texts.invitee,
      cell: ({ email, profile }) => {
        const name = nameOf(profile);
        return (
          <>
            <span class="name">
              <Email>{email}</Email>
            </span>
            {(profile.firstName ?? profile.lastName) !== undefined && (
              <span class="under">{name}</span>
            )}
          </>
        );
      },
    },
    { title: texts.status, cell: (invitation) => <State invitation={invitation} /> },
    { title: texts.role, cell: ({ role }) => accountWords.texts().roles[role], look: 'narrow' },
    {
      title: texts.invited,
      cell: ({ createdAt, invitedBy }) => (
        <>
          <Time at={createdAt} />
          <span class="under">{texts.by(invitedBy.name)}</span>
        </>
      ),
      look: 'narrow',
    },
    {
      title: texts.expires,
      cell: ({ status, expiresAt }) => (isOpen({ status }) ? <Time at={expiresAt} /> : '–'),
      look: 'narrow',
    },
  ];
}

/** Shows the delivery status while an invitation is pending: it says more than "Pending". */
function State({ invitation: { status, delivery } }: { readonly invitation: ColleagueInvitation }) {
  const texts = colleaguesWords.texts();
  if (status !== 'pending') return <Pill tone={statusTone(status)}>{texts.statuses[status]}</Pill>;
  const hint = texts.hints[delivery.status];
  return (
    <>
      <Pill tone={deliveryTone(delivery.status)}>
        {`${texts.statuses.pending} · ${texts.deliveries[delivery.status]}`}
      </Pill>
      {hint !== undefined && <span class="under">{hint}</span>}
    </>
  );
}

function menuOf(invitation: ColleagueInvitation, ask: (asked: Asked) => void): readonly MenuItem[] {
  if (!isOpen(invitation)) return [];
  const texts = colleaguesWords.texts();
  return (['resend', 'revoke'] as const).map((action) => ({
    label: texts.menu[action],
    danger: action === 'revoke',
    onSelect: () => {
      ask({ action, name: invitation.email, target: { invitationId: invitation.id } });
    },
  }));
}
