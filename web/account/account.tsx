import { getMe } from '../../client/src/generated/sdk.gen.ts';
import { call } from '../app/api.ts';
import { useQuery } from '../app/query.ts';
import { Shell } from '../app/shell.tsx';
import { accountRoutes } from './routes.ts';

/** The pages of a customer's people, in the name of the company that invited them. */
export function Account() {
  const me = useMe();
  return <Shell base="/account" routes={accountRoutes} name={me?.tenant.name ?? 'Foyer'} />;
}

/** Whoever is signed in, with their company and whose customer it is. Nothing until it is known. */
export function useMe() {
  return useQuery({ key: ['me'], read: () => call(getMe()) }).data;
}
