import { useState } from 'preact/hooks';

import { listInvitations } from '../../../client/src/generated/sdk.gen.ts';
import { call } from '../../app/api.ts';
import { Email, EmptyState, Pill, Time } from '../../app/display.tsx';
import { useList } from '../../app/list.ts';
import { DataTable } from '../../app/table.tsx';
import { MailIcon } from '../../shared/icons.tsx';
import { TroubleNote, watched } from '../customers/open-invitations.tsx';
import { troubleOf } from '../customers/states.ts';
import { customersWords } from '../customers/words.ts';
import { type Asked, InvitationDialogs, invitationMenu } from '../invitations/actions.tsx';
import { knownAs, statusTone } from '../invitations/states.ts';
import { invitationsWords } from '../invitations/words.ts';

/** The invitations to a customer, with their outcomes. */
export function CustomerInvitations({ customerId }: { readonly customerId: string }) {
  const all = customersWords.texts();
  const texts = invitationsWords.texts();
  const [asked, setAsked] = useState<Asked>();
  const list = useList({
    key: ['invitations', 'of customer', customerId],
    read: (page) => call(listInvitations({ query: { customerId, ...page } })),
    again: (rows) => watched(rows.some(({ status }) => status === 'pending')),
  });
  return (
    <>
      <DataTable
        title={texts.title}
        list={list}
        columns={[
          {
            title: texts.invitee,
            cell: (row) => (
              <>
                <span class="name">
                  <Email>{row.email}</Email>
                </span>
                <span class="under">{knownAs({ ...row, company: '' })}</span>
              </>
            ),
          },
          {
            title: texts.status,
            cell: (row) =>
              row.status === 'pending' || troubleOf(row) !== undefined ? (
                <TroubleNote invitation={row} />
              ) : (
                <Pill tone={statusTone(row.status)}>{texts.statuses[row.status]}</Pill>
              ),
            look: 'note',
          },
          {
            title: texts.invited,
            cell: ({ createdAt }) => <Time at={createdAt} />,
            look: 'narrow',
          },
        ]}
        rowId={({ id }) => id}
        rowName={({ email }) => email}
        href={({ id, status }) =>
          `/console/invitations?${status === 'pending' ? '' : 'tab=done&'}open=${id}`
        }
        menu={(row) => invitationMenu(row, setAsked)}
        empty={
          <div class="panel">
            <EmptyState icon={<MailIcon />} title={all.details.emptyInvitations}>
              <p>{all.details.emptyInvitationsHint}</p>
            </EmptyState>
          </div>
        }
      />
      <InvitationDialogs
        asked={asked}
        onClose={() => {
          setAsked(undefined);
        }}
        onDeleted={() => undefined}
      />
    </>
  );
}
