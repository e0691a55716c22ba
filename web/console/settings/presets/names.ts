import { listApplications } from '../../../../client/src/generated/sdk.gen.ts';
import { call } from '../../../app/api.ts';
import { useQuery } from '../../../app/query.ts';
import { languageName } from '../languages.ts';
import type { Names } from './form.ts';

/** The applications of the company; none until they are known. */
export function useApplications() {
  const { data } = useQuery({
    key: ['applications'],
    read: () => call(listApplications()),
  });
  return data?.data ?? [];
}

/** Names of what a preset refers to; ids until they are known. */
export function useNames(): Names {
  const applications = useApplications();
  return {
    application: (wanted) => applications.find(({ id }) => id === wanted)?.name ?? wanted,
    language: languageName,
  };
}
