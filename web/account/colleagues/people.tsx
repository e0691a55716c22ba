import {
  listColleagues,
  listMyCustomerInvitations,
} from '../../../client/src/generated/sdk.gen.ts';
import type { Colleague, ColleagueInvitation } from '../../../client/src/generated/types.gen.ts';
import { call } from '../../app/api.ts';
import { Email, EmptyState, Pill, Time } from '../../app/display.tsx';
import { useList } from '../../app/list.ts';
import type { MenuItem } from '../../app/menu.tsx';
import { SOON, useQuery } from '../../app/query.ts';
import { type Column, DataTable } from '../../app/table.tsx';
import { isMoving } from '../../console/invitations/states.ts';
import { PeopleIcon } from '../../shared/icons.tsx';
import { useMyCustomer } from '../company/company.ts';
import { useAccessCheck, useMe } from '../me.ts';
import { accountWords } from '../words.ts';
import type { Asked } from './actions.tsx';
import { invitingActions, nameOf, standingOf, standingTone } from './standing.ts';
import { colleaguesWords } from './words.ts';

/** Refresh interval, in milliseconds: someone may sign up at any time. */
export const NOW_AND_THEN = 30_000;
/** Number of invitations to read for people's statuses: the API's largest page. */
const NEWEST = 100;

type Invitations = ReadonlyMap<string, ColleagueInvitation>;

/** Everyone in the company. Owners also see the status of invitations and the actions on each person. */
export function People({ ask }: { readonly ask: (asked: Asked) => void }) {
  const me = useMe().data;
  const isOwner = me?.role === 'owner';
  const owners = useMyCustomer().data?.counts.owners ?? 1;
  const invitations = useInvitations(isOwner);
  const all = useList({
    key: ['colleagues', 'people'],
    read: (page) => call(listColleagues({ query: page })),
    again: (rows) => (rows.some(({ status }) => status === 'invited') ? NOW_AND_THEN : false),
  });
  useAccessCheck(all.failure);
  // Removed people stay in the history of the company, but are not listed.
  const list = { ...all, rows: all.rows.filter(({ status }) => status !== 'removed') };
  const menu = (colleague: Colleague): MenuItem[] =>
    menuOf(colleague, {
      ask,
      invitation: invitations.get(colleague.invitationId ?? ''),
      isSelf: colleague.id === me?.id,
      isOnlyOwner: owners < 2 && colleague.role === 'owner' && colleague.status === 'active',
    });
  const texts = colleaguesWords.texts();
  return (
    <DataTable
      title={texts.people}
      list={list}
      columns={columns(invitations, me?.id)}
      rowId={({ id }) => id}
      rowName={nameOf}
      {...(isOwner && { menu })}
      empty={
        <div class="panel">
          <EmptyState icon={<PeopleIcon />} title={texts.emptyPeople} />
        </div>
      }
    />
  );
}

function useInvitations(isOwner: boolean): Invitations {
  const { data } = useQuery({
    key: ['colleagues', 'newest-invitations'],
    read: () => call(listMyCustomerInvitations({ query: { limit: NEWEST } })),
    enabled: isOwner,
    again: (page) =>
      page?.data.some((invitation) => isMoving(invitation, new Date())) === true
        ? SOON
        : NOW_AND_THEN,
  });
  return new Map(data?.data.map((invitation) => [invitation.id, invitation]));
}

function columns(
  invitations: Invitations,
  ownId: string | undefined,
): readonly Column<Colleague>[] {
  const texts = colleaguesWords.texts();
  return [
    {
      title: texts.person,
      cell: (colleague) => (
        <>
          <span class="name">{nameOf(colleague)}</span>
          {colleague.id === ownId && <span class="you">{texts.you}</span>}
          <Under colleague={colleague} />
        </>
      ),
    },
    {
      title: texts.status,
      cell: (colleague) => {
        const standing = standingOf(colleague, invitations.get(colleague.invitationId ?? ''));
        return <Pill tone={standingTone(standing)}>{texts.standings[standing]}</Pill>;
      },
    },
    { title: texts.role, cell: ({ role }) => accountWords.texts().roles[role], look: 'narrow' },
    { title: texts.added, cell: ({ createdAt }) => <Time at={createdAt} />, look: 'narrow' },
  ];
}

/** Details of a person, below the name. */
function Under({ colleague }: { readonly colleague: Colleague }) {
  const { email, jobTitle } = colleague;
  const address = email === nameOf(colleague) ? undefined : email;
  if (address === undefined && jobTitle === undefined) return null;
  return (
    <span class="under">
      {address !== undefined && <Email>{address}</Email>}
      {address !== undefined && jobTitle !== undefined && ' · '}
      {jobTitle}
    </span>
  );
}

function menuOf(
  colleague: Colleague,
  {
    ask,
    invitation,
    isSelf,
    isOnlyOwner,
  }: {
    readonly ask: (asked: Asked) => void;
    readonly invitation: ColleagueInvitation | undefined;
    readonly isSelf: boolean;
    readonly isOnlyOwner: boolean;
  },
): MenuItem[] {
  const texts = colleaguesWords.texts();
  const { email, invitationId } = colleague;
  const target = { colleague, invitationId };
  const inviting = invitingActions(colleague, invitation).map((action): MenuItem => ({
    label: texts.menu[action],
    danger: action === 'revoke',
    ...(action === 'send' && email === undefined && { disabledBecause: texts.noEmail }),
    onSelect: () => {
      ask({ action, name: nameOf(colleague), target });
    },
  }));
  const role: MenuItem = {
    label: texts.menu.changeRole,
    ...(isOnlyOwner && isSelf && { disabledBecause: texts.onlyOwner }),
    onSelect: () => {
      ask({ action: 'changeRole', colleague });
    },
  };
  const remove: MenuItem = {
    label: texts.menu.remove,
    danger: true,
    onSelect: () => {
      ask({ action: 'remove', name: nameOf(colleague), target });
    },
  };
  // Owners cannot remove themselves by mistake: another owner has to.
  return [...inviting, role, ...(isSelf ? [] : [remove])];
}
