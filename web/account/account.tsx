import { lazy } from 'preact-iso';

import { useAddress } from '../app/address.ts';
import { explainProblems } from '../app/problem.tsx';
import { Shell } from '../app/shell.tsx';
import { PlusIcon } from '../shared/icons.tsx';
import { Closed } from './closed.tsx';
import { isForbidden, useMe } from './me.ts';
import { accountRoutes } from './routes.ts';
import { accountWords } from './words.ts';

const InviteDialog = lazy(async () => {
  const { InviteDialog: loaded, inviteWords } = await import('./invite/invite-dialog.tsx');
  await inviteWords.load();
  return loaded;
});

explainProblems(() => accountWords.texts().problems);

/** The pages for a customer's people, branded as the company that invited them. `?invite=new` opens the invitation form. */
export function Account() {
  const address = useAddress();
  const { data: me, error } = useMe();
  if (isForbidden(error)) return <Closed failure={error} />;
  const isOwner = me?.role === 'owner';
  const invite = (): void => {
    address.change({ invite: 'new' });
  };
  return (
    <Shell
      base="/account"
      routes={accountRoutes}
      name={me?.tenant.name ?? 'Foyer'}
      onInvite={isOwner ? invite : undefined}
      primary={
        isOwner && (
          <button class="button" type="button" onClick={invite}>
            <PlusIcon />
            {accountWords.texts().invite}
          </button>
        )
      }
    >
      {isOwner && address.get('invite') !== undefined && (
        <InviteDialog
          onClose={() => {
            address.change({ invite: undefined }, 'replace');
          }}
        />
      )}
    </Shell>
  );
}
