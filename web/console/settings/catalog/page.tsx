import type { Tenant } from '../../../../client/src/generated/types.gen.ts';
import { TenantFormFrame, type TenantPart, useTenantForm, WithTenant } from '../editor.tsx';
import { SettingsSection } from '../section.tsx';
import { EntryList } from './entry-list.tsx';
import {
  type CatalogForm,
  compared,
  filled,
  LISTS,
  patchOf,
  problemsWith,
  valuesOf,
} from './form.ts';
import { catalogWords } from './words.ts';

export { catalogWords as words } from './words.ts';

/** The services and plans that customers can have, and the company's ranks. */
export function Page() {
  return (
    <SettingsSection section="catalog" lead={catalogWords.texts().lead}>
      <WithTenant>
        {(tenant, mayChange) =>
          mayChange ? <Editor tenant={tenant} /> : <Shown tenant={tenant} />
        }
      </WithTenant>
    </SettingsSection>
  );
}

const PART: TenantPart<CatalogForm> = { name: 'catalog', valuesOf, patchOf };

function Editor({ tenant }: { readonly tenant: Tenant }) {
  const texts = catalogWords.texts();
  const form = useTenantForm(PART, tenant);
  const problems = problemsWith(form.values, texts);
  const paths = LISTS.flatMap((list) =>
    filled(form.values[list]).flatMap((_entry, at) => [
      `catalog.${list}.${at}`,
      `catalog.${list}.${at}.name`,
      `catalog.${list}.${at}.id`,
    ]),
  );
  return (
    <TenantFormFrame
      form={form}
      problems={problems}
      paths={paths}
      compared={(yours, theirs) => compared(yours, theirs, texts)}
    >
      {LISTS.map((list) => (
        <EntryList key={list} list={list} form={form} problems={problems} />
      ))}
    </TenantFormFrame>
  );
}

/** The read-only view. */
function Shown({ tenant }: { readonly tenant: Tenant }) {
  const texts = catalogWords.texts();
  const values = valuesOf(tenant);
  return (
    <div class="panel panel-padded fields">
      {LISTS.map((list) => (
        <div key={list} class="facts-part">
          <h3>{texts.lists[list].title}</h3>
          {values[list].length === 0 ? (
            <p class="field-hint">{texts.lists[list].none}</p>
          ) : (
            <ol class="plain">
              {values[list].map(({ key, name, isDefault }) => (
                <li key={key}>
                  {name}
                  {isDefault && <span class="tag">{texts.isDefault}</span>}
                </li>
              ))}
            </ol>
          )}
        </div>
      ))}
    </div>
  );
}
