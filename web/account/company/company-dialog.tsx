import { useState } from 'preact/hooks';

import { getMyCustomer, updateMyCustomer } from '../../../client/src/generated/sdk.gen.ts';
import type { MyCustomer } from '../../../client/src/generated/types.gen.ts';
import { call } from '../../app/api.ts';
import { ConflictDialog } from '../../app/conflict.tsx';
import { BusyButton, Dialog, DialogBody, DialogFoot } from '../../app/dialog.tsx';
import { useDraft } from '../../app/drafts.ts';
import { SelectField, TextField } from '../../app/form.tsx';
import { fieldError, isConflict, ProblemNote } from '../../app/problem.tsx';
import { refresh, useAction } from '../../app/query.ts';
import { toast } from '../../app/toast.tsx';
import { appWords, pageLanguage } from '../../app/words.ts';
import { useAccessCheck } from '../me.ts';
import { accountWords } from '../words.ts';
import {
  changeOf,
  type CompanyForm,
  countryChoices,
  countryName,
  formOf,
  isSite,
  rebased,
} from './company-form.ts';
import { ADDRESS_PARTS, type AddressPart } from './texts.ts';
import { companyWords } from './words.ts';

const FIELDS = ['name', 'phone', 'website', ...ADDRESS_PARTS.map((part) => `address.${part}`)];

/** Lets owners edit the company profile. Sends only the fields that they changed. */
export function CompanyDialog({
  company,
  onClose,
}: {
  readonly company: MyCustomer;
  readonly onClose: () => void;
}) {
  const texts = companyWords.texts();
  // The version that the form started with. A version that is read later is not what the person saw.
  const [base, setBase] = useState(company);
  const { values, change, forget } = useDraft<CompanyForm>('company', formOf(base));
  const [isTried, setTried] = useState(false);
  const [saved, setSaved] = useState<MyCustomer>();
  const save = useAction(async (before: MyCustomer, after: CompanyForm) => {
    const changes = changeOf(formOf(before), after);
    if (changes !== undefined) {
      const headers = { 'If-Match': `"${before.version}"` };
      try {
        await call(updateMyCustomer({ headers, body: changes }));
      } catch (failure) {
        if (isConflict(failure)) setSaved(await call(getMyCustomer()));
        throw failure;
      }
      toast(texts.saved);
    }
    forget();
    onClose();
    await Promise.all([refresh('company'), refresh('me')]);
  });
  useAccessCheck(save.failure);
  const wrong = {
    name: values.name.trim() === '' ? texts.nameMissing : undefined,
    website: isSite(values.website) ? undefined : texts.websiteWrong,
  };
  const error = (field: 'name' | 'phone' | 'website'): string | undefined =>
    (isTried && field !== 'phone' ? wrong[field] : undefined) ?? fieldError(save.failure, field);
  if (saved !== undefined && isConflict(save.failure)) {
    const yours = rebased(values, formOf(base), formOf(saved));
    return (
      <ConflictDialog
        fields={differences(yours, formOf(saved))}
        onKeepTheirs={() => {
          forget();
          onClose();
          void refresh('company');
        }}
        onSaveYours={() => {
          setBase(saved);
          change(yours);
          setSaved(undefined);
          save.run(saved, yours);
        }}
        onClose={() => {
          setSaved(undefined);
        }}
      />
    );
  }
  return (
    <Dialog title={texts.editTitle} onClose={onClose}>
      <form
        class="dialog-form"
        onSubmit={(event) => {
          event.preventDefault();
          setTried(true);
          if (Object.values(wrong).every((one) => one === undefined)) save.run(base, values);
        }}
      >
        <DialogBody>
          <TextField
            label={texts.name}
            autocomplete="organization"
            value={values.name}
            error={error('name')}
            onChange={(name) => {
              change({ name });
            }}
          />
          <div class="field-pair">
            <TextField
              label={texts.phone}
              inputMode="tel"
              autocomplete="tel"
              value={values.phone}
              error={error('phone')}
              onChange={(phone) => {
                change({ phone });
              }}
            />
            <TextField
              label={texts.website}
              hint={texts.websiteHint}
              inputMode="url"
              autocomplete="url"
              value={values.website}
              error={error('website')}
              onChange={(website) => {
                change({ website });
              }}
            />
          </div>
          <AddressFields values={values} change={change} failure={save.failure} />
          <ProblemNote failure={save.failure} fields={FIELDS} />
        </DialogBody>
        <DialogFoot>
          <button class="button button-quiet" type="button" onClick={onClose}>
            {appWords.texts().dialog.cancel}
          </button>
          <BusyButton type="submit" isBusy={save.isBusy}>
            {accountWords.texts().save}
          </BusyButton>
        </DialogFoot>
      </form>
    </Dialog>
  );
}

/** Autofill tokens for the parts of an address. */
const AUTOCOMPLETE: Readonly<Record<Exclude<AddressPart, 'country'>, string>> = {
  line1: 'address-line1',
  line2: 'address-line2',
  postalCode: 'postal-code',
  city: 'address-level2',
  region: 'address-level1',
};

function AddressFields({
  values,
  change,
  failure,
}: {
  readonly values: CompanyForm;
  readonly change: (some: Partial<CompanyForm>) => void;
  readonly failure: unknown;
}) {
  const { addressParts, noCountry } = companyWords.texts();
  const field = (part: keyof typeof AUTOCOMPLETE) => (
    <TextField
      label={addressParts[part]}
      autocomplete={AUTOCOMPLETE[part]}
      value={values[part]}
      error={fieldError(failure, `address.${part}`)}
      onChange={(value) => {
        change({ [part]: value });
      }}
    />
  );
  return (
    <>
      {field('line1')}
      {field('line2')}
      <div class="field-pair">
        {field('postalCode')}
        {field('city')}
      </div>
      <div class="field-pair">
        {field('region')}
        <SelectField
          label={addressParts.country}
          value={values.country}
          error={fieldError(failure, 'address.country')}
          choices={[
            { value: '', label: noCountry },
            ...countryChoices(pageLanguage(), values.country),
          ]}
          onChange={(country) => {
            change({ country });
          }}
        />
      </div>
    </>
  );
}

function differences(yours: CompanyForm, theirs: CompanyForm) {
  const { name, phone, website, addressParts } = companyWords.texts();
  const labels = { name, phone, website, ...addressParts };
  const shown = (form: CompanyForm, field: keyof CompanyForm): string =>
    field === 'country' && form.country !== ''
      ? countryName(form.country, pageLanguage())
      : form[field];
  return (Object.keys(labels) as (keyof CompanyForm)[]).map((field) => ({
    label: labels[field],
    yours: shown(yours, field).trim(),
    theirs: shown(theirs, field),
  }));
}
