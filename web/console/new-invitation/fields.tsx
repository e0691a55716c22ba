/** The parts of the form about the invitee. */
import { useEffect, useId, useState } from 'preact/hooks';

import { listCustomers, listPresets } from '../../../client/src/generated/sdk.gen.ts';
import type { Tenant } from '../../../client/src/generated/types.gen.ts';
import { call } from '../../app/api.ts';
import { ChipsField } from '../../app/chips.tsx';
import {
  CheckGroup,
  Field,
  FormPart,
  RadioGroup,
  SelectField,
  TextField,
} from '../../app/form.tsx';
import { useQuery } from '../../app/query.ts';
import { inNameOrder } from '../../app/words.ts';
import { addressesIn, isAddress, withAddresses } from '../invite/addresses.ts';
import { inviteWords, KINDS } from '../invite/invite-dialog.tsx';
import { previewWords } from '../preview/preview.tsx';
import { FIELDS, type InvitationForm, PROFILE_FIELDS, valuesOf } from './invitation-form.ts';
import { newInvitationWords } from './words.ts';

/** Properties that the parts of the form share. */
interface Form {
  readonly values: InvitationForm;
  readonly change: (some: Partial<InvitationForm>) => void;
  readonly tenant: Tenant;
  readonly addressProblem: string | undefined;
  /** The error message for an API path. */
  readonly errorOf: (path: string) => string | undefined;
}
export interface PartProps {
  readonly form: Form;
}

/** API paths whose error messages are shown at a field. */
export const SHOWN_FIELDS = [
  ...['company', 'rank', 'customerId', 'applicationId', 'groups', 'editableFields'],
  ...['locale', 'message', 'expiresInDays', 'redirectUrl', 'metadata'],
  ...PROFILE_FIELDS.map((name) => `profile.${name}`),
];
/** Reads the options of a list, such as the presets. */
export function useAll<Row>(key: string, read: () => Promise<{ readonly data: readonly Row[] }>) {
  return useQuery({ key: [key, 'choices'], read }).data?.data ?? [];
}

export function PresetField({ form: { change } }: PartProps) {
  const texts = newInvitationWords.texts();
  const presets = useAll('presets', () => call(listPresets()));
  const [chosen, setChosen] = useState('');
  if (presets.length === 0) return null;
  return (
    <SelectField
      label={texts.preset}
      hint={texts.presetHint}
      value={chosen}
      choices={[
        { value: '', label: texts.noPreset },
        ...presets.map(({ id, name }) => ({ value: id, label: name })),
      ]}
      onChange={(id) => {
        setChosen(id);
        change(valuesOf(presets.find((preset) => preset.id === id) ?? {}));
      }}
    />
  );
}

export function InviteeFields({
  form,
  isOnly,
}: PartProps & {
  /** True if there is only one invitee. A name belongs to one person. */
  readonly isOnly: boolean;
}) {
  const { values, change, addressProblem, errorOf } = form;
  const texts = newInvitationWords.texts();
  const invite = inviteWords.texts();
  const names = previewWords.texts().fields;
  return (
    <>
      <FormPart title={texts.invitee}>
        <div class="whole fields">
          <RadioGroup
            label={invite.kind}
            value={values.kind}
            choices={KINDS.map((value) => ({ value, ...invite.kinds[value] }))}
            onChange={(kind) => {
              change({ kind });
            }}
          />
          <ChipsField
            label={invite.addresses}
            hint={invite.addressesHint}
            error={addressProblem}
            chips={{ values: values.addresses, text: values.typed }}
            onChange={({ values: addresses, text: typed }) => {
              change({ addresses, typed });
            }}
            split={addressesIn}
            add={withAddresses}
            isValid={isAddress}
            inputMode="email"
          />
        </div>
        <CompanyField form={form} />
        {values.customerId === '' && <RankField form={form} />}
      </FormPart>
      <FormPart title={texts.profile}>
        <p class="field-hint whole">{texts.profileHint}</p>
        {isOnly &&
          inNameOrder(PROFILE_FIELDS).map((name) => (
            <TextField
              key={name}
              label={names[name]}
              value={values[name]}
              error={errorOf(`profile.${name}`)}
              onChange={(value) => {
                change({ [name]: value });
              }}
            />
          ))}
        <div class="whole">
          <CheckGroup
            label={texts.editable}
            hint={texts.editableHint}
            values={values.editableFields}
            choices={inNameOrder(FIELDS).map((value) => ({ value, label: names[value] }))}
            onChange={(chosen) => {
              change({ editableFields: FIELDS.filter((name) => chosen.includes(name)) });
            }}
          />
        </div>
      </FormPart>
    </>
  );
}

/** A new company, or an existing customer: customers whose names begin with the typed text are suggested. */
function CompanyField({ form: { values, change, errorOf } }: PartProps) {
  const texts = newInvitationWords.texts();
  const list = useId();
  const q = values.company.trim();
  const { data } = useQuery({
    key: ['customers', 'suggested', q],
    read: () => call(listCustomers({ query: { search: q, limit: 8 } })),
    enabled: q.length > 1,
    keepPrevious: true,
  });
  const customers = data?.data ?? [];
  const same = (name: string) => name.toLocaleLowerCase() === q.toLocaleLowerCase();
  const joined = customers.find(({ name }) => same(name));
  useEffect(() => {
    if (q.length > 1 && data !== undefined) change({ customerId: joined?.id ?? '' });
  }, [data, joined?.id]);
  return (
    <Field
      label={inviteWords.texts().company}
      hint={joined === undefined ? texts.companyHint : texts.joins(joined.name)}
      error={errorOf('company') ?? errorOf('customerId')}
    >
      {(control) => (
        <>
          <input
            {...control}
            class="input"
            type="text"
            autocomplete="off"
            list={list}
            value={values.company}
            onInput={(event) => {
              change({ company: event.currentTarget.value, customerId: '' });
            }}
          />
          <datalist id={list}>
            {customers.map(({ id, name }) => (
              <option key={id} value={name} />
            ))}
          </datalist>
        </>
      )}
    </Field>
  );
}

function RankField({ form: { values, change, tenant, errorOf } }: PartProps) {
  const texts = newInvitationWords.texts();
  const { ranks } = tenant.catalog;
  if (ranks.length === 0) return null;
  return (
    <SelectField
      label={texts.rank}
      value={values.rank}
      error={errorOf('rank')}
      choices={[
        { value: '', label: texts.noRank },
        ...ranks.map((rank) => ({ value: rank, label: rank })),
      ]}
      onChange={(rank) => {
        change({ rank });
      }}
    />
  );
}
