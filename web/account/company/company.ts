import { getMyCustomer } from '../../../client/src/generated/sdk.gen.ts';
import { call } from '../../app/api.ts';
import { useQuery } from '../../app/query.ts';

/** The company of whoever is signed in. */
export function useMyCustomer() {
  return useQuery({ key: ['company'], read: () => call(getMyCustomer()) });
}
