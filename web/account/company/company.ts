import { getMyCustomer } from '../../../client/src/generated/sdk.gen.ts';
import { call } from '../../app/api.ts';
import { useQuery } from '../../app/query.ts';

/** The signed-in person's company. */
export function useMyCustomer() {
  return useQuery({ key: ['company'], read: () => call(getMyCustomer()) });
}
