import { useRef, useState } from 'preact/hooks';

import { inviteColleague } from '../../../client/src/generated/sdk.gen.ts';
import type { InviteColleagueRequest } from '../../../client/src/generated/types.gen.ts';
import { ApiFailure, call, newIdempotencyKey } from '../../app/api.ts';
import { BusyButton, Dialog, DialogBody, DialogFoot } from '../../app/dialog.tsx';
import { useDraft } from '../../app/drafts.ts';
import { RadioGroup, TextField } from '../../app/form.tsx';
import { fieldError, ProblemNote, sentenceFor } from '../../app/problem.tsx';
import { refresh, useAction } from '../../app/query.ts';
import { toast } from '../../app/toast.tsx';
import { appWords, inNameOrder } from '../../app/words.ts';
import { isAddress } from '../../console/invite/addresses.ts';
import { useAccessCheck, useMe } from '../me.ts';
import { accountWords } from '../words.ts';
import { inviteWords } from './words.ts';

export { inviteWords } from './words.ts';

const ROLES = ['member', 'owner'] as const;

interface Form extends Record<string, string> {
  readonly email: string;
  readonly role: (typeof ROLES)[number];
  readonly firstName: string;
  readonly lastName: string;
  readonly jobTitle: string;
}

const EMPTY: Form = { email: '', role: 'member', firstName: '', lastName: '', jobTitle: '' };
const FIELDS = ['email', 'firstName', 'lastName', 'jobTitle'];
/** Problems with the address itself, shown at its field. */
const OF_ADDRESS = ['already_invited', 'user_already_exists', 'email_suppressed'];

/** Invites a colleague to the signed-in person's company. */
export function InviteDialog({ onClose }: { readonly onClose: () => void }) {
  const texts = inviteWords.texts();
  const me = useMe().data;
  const { values, change, forget } = useDraft('invite-colleague', EMPTY);
  const [isTried, setTried] = useState(false);
  const attempt = useRef({ body: '', key: '' });
  const send = useAction(async () => {
    const body = requestOf(values);
    // Repeating the same request after a lost response reuses its key; a different request gets a new one.
    const text = JSON.stringify(body);
    if (attempt.current.body !== text) attempt.current = { body: text, key: newIdempotencyKey() };
    const headers = { 'Idempotency-Key': attempt.current.key };
    const { email } = await call(inviteColleague({ headers, body }));
    toast(texts.sent(email));
    forget();
    onClose();
    await Promise.all([refresh('colleagues'), refresh('company')]);
  });
  useAccessCheck(send.failure);
  const isRight = isAddress(values.email.trim());
  const refusal = refusalOf(send.failure);
  return (
    <Dialog title={texts.title} onClose={onClose}>
      <form
        class="dialog-form"
        onSubmit={(event) => {
          event.preventDefault();
          setTried(true);
          if (isRight) send.run();
        }}
      >
        <DialogBody>
          {me !== undefined && <p class="lead">{texts.lead(me.customer.name)}</p>}
          <TextField
            label={texts.email}
            inputMode="email"
            value={values.email}
            error={isTried && !isRight ? texts.emailWrong : refusal}
            onChange={(email) => {
              change({ email });
              if (send.failure !== undefined) send.reset();
            }}
          />
          {codeOf(send.failure) === 'already_invited' && (
            <a class="link-button" href="/account/colleagues?tab=invitations">
              {texts.seeInvitations}
            </a>
          )}
          <RadioGroup
            label={texts.role}
            value={values.role}
            choices={ROLES.map((value) => ({
              value,
              label: accountWords.texts().roles[value],
              hint: accountWords.texts().roleHints[value],
            }))}
            onChange={(role) => {
              change({ role });
            }}
          />
          <Options values={values} change={change} failure={send.failure} />
          {refusal === undefined && <ProblemNote failure={send.failure} fields={FIELDS} />}
        </DialogBody>
        <DialogFoot>
          <button class="button button-quiet" type="button" onClick={onClose}>
            {appWords.texts().dialog.cancel}
          </button>
          <BusyButton type="submit" isBusy={send.isBusy}>
            {texts.send}
          </BusyButton>
        </DialogFoot>
      </form>
    </Dialog>
  );
}

function Options({
  values,
  change,
  failure,
}: {
  readonly values: Form;
  readonly change: (some: Partial<Form>) => void;
  readonly failure: unknown;
}) {
  const texts = inviteWords.texts();
  const field = (name: 'firstName' | 'lastName' | 'jobTitle') => (
    <TextField
      key={name}
      label={texts[name]}
      value={values[name]}
      error={fieldError(failure, name)}
      onChange={(value) => {
        change({ [name]: value });
      }}
    />
  );
  const isUsed = values.firstName !== '' || values.lastName !== '' || values.jobTitle !== '';
  return (
    <details class="more" open={isUsed}>
      <summary>{texts.more}</summary>
      <div class="fields">
        <div class="field-pair">{inNameOrder(['firstName', 'lastName'] as const).map(field)}</div>
        {field('jobTitle')}
        <p class="field-hint">{texts.optional}</p>
      </div>
    </details>
  );
}

function requestOf({ email, role, firstName, lastName, jobTitle }: Form): InviteColleagueRequest {
  const said = Object.entries({ firstName, lastName, jobTitle }).filter(
    ([, value]) => value.trim() !== '',
  );
  return { email: email.trim(), role, ...Object.fromEntries(said) };
}

function codeOf(failure: unknown): string | undefined {
  return failure instanceof ApiFailure ? failure.code : undefined;
}

/** Returns the reason that this address cannot be invited. */
function refusalOf(failure: unknown): string | undefined {
  return OF_ADDRESS.includes(codeOf(failure) ?? '')
    ? sentenceFor(failure, appWords.texts())
    : fieldError(failure, 'email');
}
