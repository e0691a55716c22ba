import { useEffect } from 'preact/hooks';
import { lazy, useLocation } from 'preact-iso';

import { getTenant } from '../../client/src/generated/sdk.gen.ts';
import { useAddress } from '../app/address.ts';
import { call, currentSession } from '../app/api.ts';
import { useQuery } from '../app/query.ts';
import { Shell } from '../app/shell.tsx';
import { brandColors, paint } from '../shared/brand.ts';
import { PlusIcon } from '../shared/icons.tsx';
import { consoleRoutes } from './routes.ts';
import { consoleWords } from './words.ts';

const InviteDialog = lazy(async () => {
  const { InviteDialog: loaded, inviteWords } = await import('./invite/invite-dialog.tsx');
  await inviteWords.load();
  return loaded;
});

/** The administrators' pages. `?invite=new` on any page opens the invitation form. */
export function Console() {
  return currentSession().claims.needsSecondFactor ? <SetUpFirst /> : <Pages />;
}

/** The only page for an administrator who still needs a second factor. */
function SetUpFirst() {
  const { path, route } = useLocation();
  const only = consoleRoutes.filter(({ scope }) => scope === undefined);
  const target = only[0]?.path ?? '';
  useEffect(() => {
    if (path !== target) route(target, true);
  }, [path]);
  return <Shell base="/console" routes={only} name="Foyer" />;
}

function Pages() {
  const address = useAddress();
  const tenant = useTenant();
  const mayInvite = currentSession().can('invitations:write');
  const invite = (): void => {
    address.change({ invite: 'new' });
  };
  return (
    <Shell
      base="/console"
      routes={consoleRoutes}
      name={tenant?.name ?? 'Foyer'}
      logoUrl={tenant?.branding.logoUrl}
      onInvite={mayInvite ? invite : undefined}
      primary={
        mayInvite && (
          <button class="button" type="button" onClick={invite}>
            <PlusIcon />
            {consoleWords.texts().invite}
          </button>
        )
      }
    >
      {mayInvite && address.get('invite') !== undefined && (
        <InviteDialog
          onClose={() => {
            address.change({ invite: undefined }, 'replace');
          }}
        />
      )}
    </Shell>
  );
}

/** The signed-in person's tenant, with its name, branding, and catalog; undefined until it is loaded. */
function useTenant() {
  const { data } = useQuery({ key: ['tenant'], read: () => call(getTenant()) });
  useEffect(() => {
    paint(brandColors(data?.branding.color), document.documentElement);
  }, [data?.branding.color]);
  return data;
}
