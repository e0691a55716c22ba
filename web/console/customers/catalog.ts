import { getTenant } from '../../../client/src/generated/sdk.gen.ts';
import type { TenantCatalog } from '../../../client/src/generated/types.gen.ts';
import { call } from '../../app/api.ts';
import type { Choice } from '../../app/form.tsx';
import { useQuery } from '../../app/query.ts';
import { customersWords } from './words.ts';

/** The company's catalog. The console's frame has usually loaded it already. */
export function useCatalog(): TenantCatalog | undefined {
  const { data } = useQuery({ key: ['tenant'], read: () => call(getTenant()) });
  return data?.catalog;
}

/** The catalog's ranks, plus `current` if it is no longer among them. */
export function rankChoices({ ranks }: TenantCatalog, current: string): Choice<string>[] {
  const all = current === '' || ranks.includes(current) ? ranks : [...ranks, current];
  return [
    { value: '', label: customersWords.texts().form.noRank },
    ...all.map((value) => ({ value, label: value })),
  ];
}
