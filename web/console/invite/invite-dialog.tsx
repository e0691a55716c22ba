import { useState } from 'preact/hooks';

import { type Language, LANGUAGES } from '../../../lambdas/modules/platform/locale.ts';
import { newIdempotencyKey } from '../../app/api.ts';
import { ChipsField } from '../../app/chips.tsx';
import { Dialog, DialogBody, DialogFoot } from '../../app/dialog.tsx';
import { keepDraft, useDraft } from '../../app/drafts.ts';
import { RadioGroup, SelectField, TextArea, TextField } from '../../app/form.tsx';
import { pageLanguage } from '../../app/words.ts';
import { LANGUAGE_NAMES } from '../../shared/locale.ts';
import { addressesIn, isAddress, withAddresses } from './addresses.ts';
import { InviteResults, type Sending } from './results.tsx';
import { inviteWords } from './words.ts';

export { inviteWords } from './words.ts';

export const KINDS = ['customer', 'supplier'] as const;
/** The page with all options. It continues with the values of this form. */
export const NEW_INVITATION = '/console/invitations/new';
const MOST = 50;

interface Form extends Record<string, string | readonly string[]> {
  readonly kind: (typeof KINDS)[number];
  readonly addresses: readonly string[];
  /** Typed text that is not a chip yet. */
  readonly typed: string;
  readonly company: string;
  readonly locale: Language | '';
  readonly message: string;
}

const EMPTY: Form = {
  kind: 'customer',
  addresses: [],
  typed: '',
  company: '',
  locale: '',
  message: '',
};

/** Invites customers or suppliers, one or several at once, and shows the result for each. */
export function InviteDialog({ onClose }: { readonly onClose: () => void }) {
  const texts = inviteWords.texts();
  const { values, change, forget } = useDraft('invite', EMPTY);
  const [sending, setSending] = useState<Sending>();
  const [isTried, setTried] = useState(false);
  const problem = problemWith(addressesOf(values));
  if (sending !== undefined)
    return (
      <Dialog title={texts.title} onClose={onClose}>
        <InviteResults
          sending={sending}
          onSent={forget}
          onMore={() => {
            setTried(false);
            setSending(undefined);
          }}
          onClose={onClose}
        />
      </Dialog>
    );
  return (
    <Dialog title={texts.title} onClose={onClose}>
      <form
        class="dialog-form"
        onSubmit={(event) => {
          event.preventDefault();
          setTried(true);
          if (problem === undefined) setSending(sendingOf(values));
          // Turns each address into a chip, which shows whether it is valid.
          else change({ addresses: addressesOf(values), typed: '' });
        }}
      >
        <DialogBody>
          <RadioGroup
            label={texts.kind}
            value={values.kind}
            choices={KINDS.map((value) => ({ value, ...texts.kinds[value] }))}
            onChange={(kind) => {
              change({ kind });
            }}
          />
          <ChipsField
            startsHere
            label={texts.addresses}
            hint={texts.addressesHint}
            error={isTried ? problem : undefined}
            chips={{ values: values.addresses, text: values.typed }}
            onChange={({ values: addresses, text: typed }) => {
              change({ addresses, typed });
            }}
            split={addressesIn}
            add={withAddresses}
            isValid={isAddress}
            inputMode="email"
          />
          <Options values={values} change={change} />
        </DialogBody>
        <DialogFoot>
          <a
            class="button button-quiet"
            href={NEW_INVITATION}
            onClick={() => {
              keepDraft(NEW_INVITATION, values);
              forget();
            }}
          >
            {texts.allOptions}
          </a>
          <button class="button" type="submit">
            {texts.send}
          </button>
        </DialogFoot>
      </form>
    </Dialog>
  );
}

function Options({
  values,
  change,
}: {
  readonly values: Form;
  readonly change: (some: Partial<Form>) => void;
}) {
  const texts = inviteWords.texts();
  const isUsed = values.company !== '' || values.locale !== '' || values.message !== '';
  return (
    <details class="more" open={isUsed}>
      <summary>{texts.more}</summary>
      <div class="fields">
        {addressesOf(values).length < 2 && (
          <TextField
            label={texts.company}
            hint={texts.companyHint}
            value={values.company}
            onChange={(company) => {
              change({ company });
            }}
          />
        )}
        <SelectField
          label={texts.language}
          value={values.locale}
          choices={[
            { value: '', label: texts.languageUsual },
            ...LANGUAGES.map((value) => ({ value, label: LANGUAGE_NAMES[value] })),
          ]}
          onChange={(locale) => {
            change({ locale });
          }}
        />
        <TextArea
          label={texts.message}
          hint={texts.messageHint}
          value={values.message}
          onChange={(message) => {
            change({ message });
          }}
        />
      </div>
    </details>
  );
}

/** All addresses, including typed text that is not a chip yet. */
export function addressesOf({
  addresses,
  typed,
}: Pick<Form, 'addresses' | 'typed'>): readonly string[] {
  return withAddresses(addresses, addressesIn(typed));
}

/** Returns the error in the addresses, if any. */
export function problemWith(addresses: readonly string[]): string | undefined {
  const texts = inviteWords.texts();
  if (addresses.length === 0) return texts.noAddress;
  const wrong = addresses.filter((address) => !isAddress(address));
  const join = new Intl.ListFormat(pageLanguage(), { type: 'unit' });
  if (wrong.length > 0) return texts.wrongAddresses(join.format(wrong));
  return addresses.length > MOST ? texts.tooMany(String(MOST)) : undefined;
}

function sendingOf(form: Form): Sending {
  const { kind, company, locale, message } = form;
  const addresses = addressesOf(form);
  return {
    invitees: addresses.map((email) => ({ email, key: newIdempotencyKey() })),
    common: {
      kind,
      ...(company.trim() !== '' && addresses.length === 1 && { company }),
      ...(locale !== '' && { locale }),
      ...(message.trim() !== '' && { message }),
    },
  };
}
