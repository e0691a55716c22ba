import { listApplications } from '../../../../client/src/generated/sdk.gen.ts';
import { call } from '../../../app/api.ts';
import { useQuery } from '../../../app/query.ts';
import { languageName } from '../languages.ts';
import type { Names } from './form.ts';

/** The company's applications; empty until they are loaded. */
export function useApplications() {
  const { data } = useQuery({
    key: ['applications'],
    read: () => call(listApplications()),
  });
  return data?.data ?? [];
}

/** Names of the objects that a preset refers to; their IDs until they are loaded. */
export function useNames(): Names {
  const applications = useApplications();
  return {
    application: (wanted) => applications.find(({ id }) => id === wanted)?.name ?? wanted,
    language: languageName,
  };
}
