import { getCustomer } from '../../../client/src/generated/sdk.gen.ts';
import type { Customer } from '../../../client/src/generated/types.gen.ts';
import { call, currentSession } from '../../app/api.ts';
import { Email, Facts, Time } from '../../app/display.tsx';
import { useQuery } from '../../app/query.ts';
import { pageLanguage } from '../../app/words.ts';
import { useCatalog } from '../customers/catalog.ts';
import { customersWords } from '../customers/words.ts';

/** Everything that is known about a customer. */
export function Profile({ customer }: { readonly customer: Customer }) {
  const all = customersWords.texts();
  const texts = all.form;
  const catalog = useCatalog();
  const list = new Intl.ListFormat(pageLanguage(), { type: 'unit' });
  const nameIn = (
    offers: readonly { readonly id: string; readonly name: string }[] | undefined,
    id: string,
  ): string => offers?.find((offer) => offer.id === id)?.name ?? id;
  const { email, website, counts, servicePlan, copiedFrom } = customer;
  return (
    <div class="panel panel-padded">
      <Facts
        facts={[
          [texts.name, customer.name],
          [all.kind, all.kinds[customer.kind]],
          [all.rank, customer.rank],
          [all.contacts.primary, email !== undefined && <Email key="email">{email}</Email>],
          [all.phone, customer.phone],
          [texts.taxId, customer.taxId],
          [
            texts.website,
            website !== undefined && (
              <a key="website" href={website} target="_blank" rel="noreferrer">
                {website}
              </a>
            ),
          ],
          [texts.address, addressOf(customer, pageLanguage())],
          [texts.notes, customer.notes],
          [
            texts.services,
            list.format(customer.services.map((id) => nameIn(catalog?.services, id))),
          ],
          [
            texts.plan,
            currentSession().can('customers:plan') &&
              (servicePlan === undefined
                ? texts.noPlan
                : nameIn(catalog?.servicePlans, servicePlan)),
          ],
          [all.details.groups, list.format(customer.groups)],
          [all.details.users, all.details.usersOf(String(counts.users), String(counts.contacts))],
          [
            all.details.copiedFrom,
            copiedFrom !== undefined && <CustomerLink key="from" id={copiedFrom} />,
          ],
          [all.created, <Time key="at" at={customer.createdAt} />],
        ]}
      />
    </div>
  );
}

function CustomerLink({ id }: { readonly id: string }) {
  const { data } = useQuery({
    key: ['customers', 'one', id],
    read: () => call(getCustomer({ path: { id } })),
  });
  return <a href={`/console/customers/${id}`}>{data?.name ?? id}</a>;
}

/** The lines of a postal address, with the country's name. */
function addressOf({ address }: Pick<Customer, 'address'>, language: string): string | undefined {
  if (address === undefined) return undefined;
  const { line1, line2, postalCode, city, region, country } = address;
  const place = [postalCode, city].filter(Boolean).join(' ');
  const land = country === undefined ? undefined : countryName(country, language);
  return [line1, line2, place, region, land].filter(Boolean).join('\n');
}

function countryName(code: string, language: string): string {
  return new Intl.DisplayNames(language, { type: 'region' }).of(code) ?? code;
}
