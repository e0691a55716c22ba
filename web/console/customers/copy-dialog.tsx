import { useState } from 'preact/hooks';

import { copyCustomer } from '../../../client/src/generated/sdk.gen.ts';
import type { CustomerCopy, CustomerSummary } from '../../../client/src/generated/types.gen.ts';
import { ApiFailure, call, currentSession, newIdempotencyKey } from '../../app/api.ts';
import { BusyButton, Dialog, DialogBody, DialogFoot } from '../../app/dialog.tsx';
import { Facts } from '../../app/display.tsx';
import { CheckGroup, TextField } from '../../app/form.tsx';
import { fieldError, ProblemNote } from '../../app/problem.tsx';
import { useAction } from '../../app/query.ts';
import { appWords, pageLanguage } from '../../app/words.ts';
import { useCatalog } from './catalog.ts';
import { isSameName, SameName } from './customer-fields.tsx';
import { refreshCustomers } from './refresh.ts';
import type { CopySettingName } from './texts.ts';
import { customersWords } from './words.ts';

const SETTINGS: readonly CopySettingName[] = [
  'profile',
  'rank',
  'services',
  'servicePlan',
  'groups',
  'notes',
];
/** Settings that are selected by default. Notes are about one company, so they are not. */
const USUAL = SETTINGS.filter((name) => name !== 'notes');

/** Creates a customer with selected settings of another one, and shows where each of its settings comes from. */
export function CopyDialog({
  customer: { id, name },
  onClose,
}: {
  readonly customer: Pick<CustomerSummary, 'id' | 'name'>;
  readonly onClose: () => void;
}) {
  const texts = customersWords.texts().copying;
  const [copy, setCopy] = useState<CustomerCopy>();
  return (
    <Dialog title={copy === undefined ? texts.title(name) : texts.doneTitle} onClose={onClose}>
      {copy === undefined ? (
        <CopyForm id={id} onCopied={setCopy} onClose={onClose} />
      ) : (
        <Outcome copy={copy} onClose={onClose} />
      )}
    </Dialog>
  );
}

function CopyForm({
  id,
  onCopied,
  onClose,
}: {
  readonly id: string;
  readonly onCopied: (copy: CustomerCopy) => void;
  readonly onClose: () => void;
}) {
  const all = customersWords.texts();
  const texts = all.copying;
  const mayPlan = currentSession().can('customers:plan');
  const allowed = (names: readonly CopySettingName[]) =>
    names.filter((setting) => mayPlan || setting !== 'servicePlan');
  const [name, setName] = useState('');
  const [settings, setSettings] = useState<readonly CopySettingName[]>(allowed(USUAL));
  const [isTried, setTried] = useState(false);
  const [key, setKey] = useState(newIdempotencyKey);
  const save = useAction(async (allowDuplicate: boolean) => {
    try {
      const copy = await call(
        copyCustomer({
          path: { id },
          headers: { 'Idempotency-Key': key },
          body: { name, settings: [...settings], allowDuplicate },
        }),
      );
      onCopied(copy);
    } catch (failure) {
      if (failure instanceof ApiFailure && !failure.isTemporary) setKey(newIdempotencyKey());
      throw failure;
    }
    await refreshCustomers();
  });
  const nameError = name.trim() === '' ? all.form.nameMissing : undefined;
  return (
    <form
      class="dialog-form"
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        setTried(true);
        if (nameError === undefined) save.run(false);
      }}
    >
      <DialogBody>
        <TextField
          label={texts.name}
          value={name}
          error={isTried ? (nameError ?? fieldError(save.failure, 'name')) : undefined}
          onChange={setName}
        />
        <CheckGroup
          label={texts.what}
          values={settings}
          choices={allowed(SETTINGS).map((value) => {
            const hint = texts.hints[value];
            return { value, label: texts.settings[value], ...(hint !== undefined && { hint }) };
          })}
          onChange={setSettings}
        />
        <p class="under">{texts.people}</p>
        <SameName
          failure={save.failure}
          onSave={() => {
            save.run(true);
          }}
        />
        {!isSameName(save.failure) && <ProblemNote failure={save.failure} fields={['name']} />}
      </DialogBody>
      <DialogFoot>
        <button class="button button-quiet" type="button" onClick={onClose}>
          {appWords.texts().dialog.cancel}
        </button>
        <BusyButton type="submit" isBusy={save.isBusy}>
          {texts.confirm}
        </BusyButton>
      </DialogFoot>
    </form>
  );
}

/** Shows the origin of the new customer's settings. */
function Outcome({
  copy: { id, name, copied, defaulted, omitted },
  onClose,
}: {
  readonly copy: CustomerCopy;
  readonly onClose: () => void;
}) {
  const texts = customersWords.texts().copying;
  const catalog = useCatalog();
  const format = new Intl.ListFormat(pageLanguage(), { type: 'unit' });
  const listed = (names: readonly (keyof typeof texts.fields)[]): string =>
    format.format(names.map((field) => texts.fields[field])) || texts.nothing;
  const shown = (value: string): string =>
    [...(catalog?.services ?? []), ...(catalog?.servicePlans ?? [])].find(
      (offer) => offer.id === value,
    )?.name ?? value;
  return (
    <>
      <DialogBody>
        <p>{texts.doneText(name)}</p>
        <Facts
          facts={[
            [texts.copied, listed(copied)],
            [texts.defaulted, listed(defaulted)],
            [
              texts.omitted,
              omitted
                .map(({ field, value }) => texts.notOffered(texts.fields[field], shown(value)))
                .join('\n') || texts.nothing,
            ],
          ]}
        />
      </DialogBody>
      <DialogFoot>
        <button class="button button-quiet" type="button" onClick={onClose}>
          {texts.close}
        </button>
        <a class="button" href={`/console/customers/${id}`}>
          {texts.open}
        </a>
      </DialogFoot>
    </>
  );
}
