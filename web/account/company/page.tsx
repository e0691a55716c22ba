import { lazy } from 'preact-iso';

import type { MyCustomer } from '../../../client/src/generated/types.gen.ts';
import { useAddress } from '../../app/address.ts';
import { Facts, Loading, Time } from '../../app/display.tsx';
import { PageFrame } from '../../app/page.tsx';
import { ProblemNote } from '../../app/problem.tsx';
import { pageLanguage } from '../../app/words.ts';
import { useAccessCheck, useMe } from '../me.ts';
import { Section } from '../section.tsx';
import { accountWords } from '../words.ts';
import { useMyCustomer } from './company.ts';
import { addressLines, isSite } from './company-form.ts';
import { companyWords } from './words.ts';

export { companyWords as words } from './words.ts';

const CompanyDialog = lazy(async () => (await import('./company-dialog.tsx')).CompanyDialog);

/** The signed-in person's company, which owners can edit. `?edit=profile` opens the form. */
export function Page() {
  const address = useAddress();
  const texts = companyWords.texts();
  const { data: company, error, refetch } = useMyCustomer();
  const me = useMe().data;
  useAccessCheck(error);
  if (company === undefined || me === undefined)
    return (
      <PageFrame title={texts.title}>
        {error === null ? (
          <Loading />
        ) : (
          <ProblemNote failure={error} onRetry={() => void refetch()} />
        )}
      </PageFrame>
    );
  const isOwner = me.role === 'owner';
  return (
    <PageFrame title={texts.title}>
      <div class="sections">
        <Section
          title={texts.details}
          action={
            isOwner && (
              <button
                class="button button-quiet button-small"
                type="button"
                onClick={() => {
                  address.change({ edit: 'profile' });
                }}
              >
                {accountWords.texts().edit}
              </button>
            )
          }
        >
          <Profile company={company} tenant={me.tenant.name} isOwner={isOwner} />
        </Section>
        <div class="section-stack">
          <People company={company} />
          <Services company={company} tenant={me.tenant.name} />
        </div>
      </div>
      {isOwner && address.get('edit') === 'profile' && (
        <CompanyDialog
          company={company}
          onClose={() => {
            address.change({ edit: undefined }, 'replace');
          }}
        />
      )}
    </PageFrame>
  );
}

function Profile({
  company,
  tenant,
  isOwner,
}: {
  readonly company: MyCustomer;
  readonly tenant: string;
  readonly isOwner: boolean;
}) {
  const texts = companyWords.texts();
  const { name, kind, email, phone, website, taxId, address, createdAt } = company;
  const lacksFacts = phone === undefined && address === undefined;
  return (
    <div class="section-body">
      <div>
        <p class="strong">{name}</p>
        <p class="under">{texts.relation[kind](tenant)}</p>
      </div>
      <Facts
        facts={[
          [texts.address, addressLines(address, pageLanguage()).join('\n')],
          [texts.phone, phone],
          [
            texts.website,
            website === undefined ? undefined : <Website key="site">{website}</Website>,
          ],
          [texts.taxId, taxId],
          [texts.primaryContact, email],
          [texts.since, <Time key="since" at={createdAt} />],
        ]}
      />
      {isOwner ? (
        lacksFacts && <p class="callout">{texts.incomplete(tenant)}</p>
      ) : (
        <p class="under">{texts.onlyOwners}</p>
      )}
    </div>
  );
}

/** Links a website. The API accepts only web addresses, and a link must never be anything else. */
function Website({ children: site }: { readonly children: string }) {
  if (!isSite(site)) return <>{site}</>;
  return (
    <a href={site} target="_blank" rel="noreferrer">
      {site}
    </a>
  );
}

function People({ company: { counts } }: { readonly company: MyCustomer }) {
  const texts = companyWords.texts();
  const format = new Intl.NumberFormat(pageLanguage());
  return (
    <Section title={texts.people}>
      <div class="section-body">
        <Facts
          facts={[
            [texts.total, format.format(counts.contacts)],
            [texts.users, format.format(counts.users)],
            [texts.owners, format.format(counts.owners)],
          ]}
        />
        <a class="button button-quiet" href="/account/colleagues">
          {texts.seeColleagues}
        </a>
      </div>
    </Section>
  );
}

function Services({
  company: { services },
  tenant,
}: {
  readonly company: MyCustomer;
  readonly tenant: string;
}) {
  const texts = companyWords.texts();
  return (
    <Section title={texts.services}>
      <div class="section-body">
        {services.length === 0 ? (
          <p class="lead">{texts.noServices(tenant)}</p>
        ) : (
          <ul class="tags">
            {services.map(({ id, name }) => (
              <li key={id} class="tag">
                {name}
              </li>
            ))}
          </ul>
        )}
      </div>
    </Section>
  );
}
