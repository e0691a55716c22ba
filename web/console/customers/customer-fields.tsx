/** The fields of the customer form, in three parts. */
import type { TenantCatalog } from '../../../client/src/generated/types.gen.ts';
import { ApiFailure } from '../../app/api.ts';
import {
  CheckGroup,
  FormPart,
  RadioGroup,
  SelectField,
  TextArea,
  TextField,
} from '../../app/form.tsx';
import { fieldError } from '../../app/problem.tsx';
import { appWords, inNameOrder } from '../../app/words.ts';
import { isAddress } from '../invite/addresses.ts';
import { rankChoices } from './catalog.ts';
import { ADDRESS_FIELDS, type CustomerValues } from './customer-values.ts';
import { KINDS } from './states.ts';
import { customersWords } from './words.ts';

/** Properties that the parts of the form share. */
interface Form {
  readonly values: CustomerValues;
  readonly change: (some: Partial<CustomerValues>) => void;
  readonly errors: { readonly name: string | undefined; readonly email: string | undefined };
  readonly failure: unknown;
}

/** API paths whose error messages are shown at a field. */
export const SHOWN_FIELDS = [
  'name',
  'email',
  'contact.firstName',
  'contact.lastName',
  'phone',
  'taxId',
  'rank',
  'website',
  'notes',
  'servicePlan',
  ...ADDRESS_FIELDS.map((name) => `address.${name}`),
];

export function ProfileFields({
  form: { values, change, errors, failure },
  catalog,
  isNew,
  isEmailFixed,
}: {
  readonly form: Form;
  readonly catalog: TenantCatalog;
  readonly isNew: boolean;
  readonly isEmailFixed: boolean;
}) {
  const all = customersWords.texts();
  const texts = all.form;
  const text = (name: TextName, label: string, path: string = name, hint?: string) => (
    <TextField
      key={name}
      label={label}
      hint={hint}
      value={values[name]}
      error={fieldError(failure, path)}
      onChange={(value) => {
        change({ [name]: value });
      }}
    />
  );
  return (
    <>
      <FormPart title={texts.profile}>
        <TextField
          label={texts.name}
          value={values.name}
          error={errors.name}
          onChange={(name) => {
            change({ name });
          }}
        />
        {isEmailFixed ? (
          <div class="field">
            <span class="label">{texts.email}</span>
            <p>{values.email}</p>
            <p class="field-hint">{texts.emailFixed}</p>
          </div>
        ) : (
          <TextField
            label={texts.email}
            hint={texts.emailHint}
            value={values.email}
            error={errors.email}
            inputMode="email"
            onChange={(email) => {
              change({ email });
            }}
          />
        )}
        {isNew &&
          inNameOrder(['firstName', 'lastName'] as const).map((name) =>
            text(name, texts[name], `contact.${name}`),
          )}
        {text('phone', all.phone)}
        {text('taxId', texts.taxId)}
        <RankField
          catalog={catalog}
          value={values.rank}
          error={fieldError(failure, 'rank')}
          onChange={(rank) => {
            change({ rank });
          }}
        />
        {text('website', texts.website)}
        {isNew && (
          <RadioGroup
            label={all.kind}
            value={values.kind}
            choices={KINDS.map((value) => ({ value, label: all.kinds[value] }))}
            onChange={(kind) => {
              change({ kind });
            }}
          />
        )}
        <TextArea
          class="whole"
          label={texts.notes}
          hint={texts.notesHint}
          value={values.notes}
          error={fieldError(failure, 'notes')}
          onChange={(notes) => {
            change({ notes });
          }}
        />
      </FormPart>
      <details class="more" open={ADDRESS_FIELDS.some((name) => values[name] !== '')}>
        <summary>{texts.address}</summary>
        <div class="columns">
          {ADDRESS_FIELDS.map((name) =>
            text(
              name,
              texts[name],
              `address.${name}`,
              name === 'country' ? texts.countryHint : undefined,
            ),
          )}
        </div>
      </details>
    </>
  );
}

type TextName =
  'firstName' | 'lastName' | 'phone' | 'taxId' | 'website' | (typeof ADDRESS_FIELDS)[number];

/** One of the catalog’s ranks, or any word if the catalog has none. */
export function RankField({
  catalog,
  value,
  error,
  onChange,
}: {
  readonly catalog: TenantCatalog;
  readonly value: string;
  readonly error: string | undefined;
  readonly onChange: (rank: string) => void;
}) {
  const field = { label: customersWords.texts().rank, value, error, onChange };
  if (catalog.ranks.length === 0) return <TextField {...field} />;
  return <SelectField {...field} choices={rankChoices(catalog, value)} />;
}

/** The services and the service plan of the customer. */
export function ServiceFields({
  form: { values, change },
  catalog: { services },
}: {
  readonly form: Form;
  readonly catalog: TenantCatalog;
}) {
  const texts = customersWords.texts().form;
  return (
    <CheckGroup
      label={texts.services}
      hint={services.length === 0 ? texts.noServices : texts.servicesHint}
      values={values.services}
      choices={services.map(({ id, name, enabledByDefault }) => ({
        value: id,
        label: name,
        ...(enabledByDefault && { hint: texts.isDefault }),
      }))}
      onChange={(chosen) => {
        change({ services: chosen });
      }}
    />
  );
}

export function PlanFields({
  form: { values, change, failure },
  catalog: { servicePlans },
}: {
  readonly form: Form;
  readonly catalog: TenantCatalog;
}) {
  const texts = customersWords.texts().form;
  return (
    <SelectField
      label={texts.plan}
      hint={servicePlans.length === 0 ? texts.noPlans : undefined}
      value={values.servicePlan}
      error={fieldError(failure, 'servicePlan')}
      choices={[
        { value: '', label: texts.noPlan },
        ...servicePlans.map(({ id, name }) => ({ value: id, label: name })),
      ]}
      onChange={(servicePlan) => {
        change({ servicePlan });
      }}
    />
  );
}

/** The error in the primary contact's address, which may still be empty. */
export function problemWithEmail(email: string, isNeeded: boolean): string | undefined {
  const texts = customersWords.texts().form;
  if (email.trim() === '') return isNeeded ? texts.emailMissing : undefined;
  return isAddress(email) ? undefined : texts.emailWrong;
}

/** Tells whether a customer with that name exists. */
export function isSameName(failure: unknown): boolean {
  return sameNameAs(failure) !== undefined;
}

/** The ID of the customer with that name; empty if the API does not tell it. */
function sameNameAs(failure: unknown): string | undefined {
  if (!(failure instanceof ApiFailure) || failure.code !== 'customer_exists') return undefined;
  return failure.problem?.conflictingId ?? '';
}

/** Shows that a customer with that name exists, links to it, and lets people save anyway. */
export function SameName({
  failure,
  onSave,
}: {
  readonly failure: unknown;
  readonly onSave: () => void;
}) {
  const texts = customersWords.texts().form;
  const id = sameNameAs(failure);
  if (id === undefined) return null;
  return (
    <div class="callout callout-warm" role="alert">
      <p>{appWords.texts().problems.customer_exists}</p>
      <p class="states">
        {id !== '' && (
          <a class="link-button" href={`/console/customers/${id}`}>
            {texts.viewExisting}
          </a>
        )}
        <button class="link-button" type="button" onClick={onSave}>
          {texts.addAnyway}
        </button>
      </p>
    </div>
  );
}
