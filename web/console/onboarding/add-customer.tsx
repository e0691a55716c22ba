import { useState } from 'preact/hooks';

import { createCustomer } from '../../../client/src/generated/sdk.gen.ts';
import { ApiFailure, call, currentSession, newIdempotencyKey } from '../../app/api.ts';
import { BusyButton, Dialog, DialogBody, DialogFoot } from '../../app/dialog.tsx';
import { useDraft } from '../../app/drafts.ts';
import { CheckField, TextField } from '../../app/form.tsx';
import { fieldError, ProblemNote } from '../../app/problem.tsx';
import { useAction } from '../../app/query.ts';
import { toast } from '../../app/toast.tsx';
import { appWords } from '../../app/words.ts';
import { useCatalog } from '../customers/catalog.ts';
import {
  isSameName,
  problemWithEmail,
  RankField,
  SameName,
} from '../customers/customer-fields.tsx';
import { refreshCustomers } from '../customers/refresh.ts';
import { customersWords } from '../customers/words.ts';

const EMPTY = { name: '', email: '', phone: '', rank: '', sendInvite: true };

/** Adds a company with a few fields, and invites its primary contact in the same step. */
export function AddCustomer({ onClose }: { readonly onClose: () => void }) {
  const all = customersWords.texts();
  const texts = all.onboarding;
  const catalog = useCatalog();
  const mayInvite = currentSession().can('invitations:write');
  const { values, change, forget } = useDraft('onboarding', EMPTY);
  const [isTried, setTried] = useState(false);
  const [key, setKey] = useState(newIdempotencyKey);
  const invites = mayInvite && values.sendInvite;
  const save = useAction(async (allowDuplicate: boolean) => {
    const { name, email, phone, rank } = values;
    const given = Object.entries({ email, phone, rank }).filter(([, value]) => value.trim() !== '');
    try {
      const made = await call(
        createCustomer({
          headers: { 'Idempotency-Key': key },
          body: { name, ...Object.fromEntries(given), sendInvite: invites, allowDuplicate },
        }),
      );
      forget();
      onClose();
      toast(
        invites && made.email !== undefined ? all.inviteSent(made.email) : all.form.added(name),
      );
    } catch (failure) {
      if (failure instanceof ApiFailure && !failure.isTemporary) setKey(newIdempotencyKey());
      throw failure;
    }
    await refreshCustomers();
  });
  const nameError = values.name.trim() === '' ? all.form.nameMissing : undefined;
  const emailError = problemWithEmail(values.email, invites);
  return (
    <Dialog title={texts.addCustomer} onClose={onClose}>
      <form
        class="dialog-form"
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          setTried(true);
          if (nameError === undefined && emailError === undefined) save.run(false);
        }}
      >
        <DialogBody>
          <TextField
            label={texts.companyName}
            value={values.name}
            error={isTried ? (nameError ?? fieldError(save.failure, 'name')) : undefined}
            onChange={(name) => {
              change({ name });
            }}
          />
          <TextField
            label={all.email}
            value={values.email}
            inputMode="email"
            error={isTried ? (emailError ?? fieldError(save.failure, 'email')) : undefined}
            onChange={(email) => {
              change({ email });
            }}
          />
          <TextField
            label={all.phone}
            hint={texts.phoneHint}
            value={values.phone}
            inputMode="tel"
            error={fieldError(save.failure, 'phone')}
            onChange={(phone) => {
              change({ phone });
            }}
          />
          {catalog !== undefined && (
            <RankField
              catalog={catalog}
              value={values.rank}
              error={fieldError(save.failure, 'rank')}
              onChange={(rank) => {
                change({ rank });
              }}
            />
          )}
          {mayInvite && (
            <CheckField
              label={texts.sendNow}
              hint={texts.sendNowHint}
              checked={values.sendInvite}
              onChange={(sendInvite) => {
                change({ sendInvite });
              }}
            />
          )}
          <SameName
            failure={save.failure}
            onSave={() => {
              save.run(true);
            }}
          />
          {!isSameName(save.failure) && (
            <ProblemNote failure={save.failure} fields={['name', 'email', 'phone', 'rank']} />
          )}
        </DialogBody>
        <DialogFoot>
          <button class="button button-quiet" type="button" onClick={onClose}>
            {appWords.texts().dialog.cancel}
          </button>
          <BusyButton type="submit" isBusy={save.isBusy}>
            {texts.addCustomer}
          </BusyButton>
        </DialogFoot>
      </form>
    </Dialog>
  );
}
