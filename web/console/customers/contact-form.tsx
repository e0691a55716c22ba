import { useState } from 'preact/hooks';

import { createContact, getContact, updateContact } from '../../../client/src/generated/sdk.gen.ts';
import type { Contact, ContactRole } from '../../../client/src/generated/types.gen.ts';
import { ApiFailure, call, currentSession, newIdempotencyKey } from '../../app/api.ts';
import { ConflictDialog } from '../../app/conflict.tsx';
import { BusyButton, Dialog, DialogBody, DialogFoot } from '../../app/dialog.tsx';
import { useDraft } from '../../app/drafts.ts';
import { CheckField, SelectField, TextField } from '../../app/form.tsx';
import { fieldError, isConflict, ProblemNote } from '../../app/problem.tsx';
import { useAction } from '../../app/query.ts';
import { toast } from '../../app/toast.tsx';
import { appWords, inNameOrder } from '../../app/words.ts';
import { contactPatch, type ContactValues, contactValues, newContact } from './contact-values.ts';
import { problemWithEmail } from './customer-fields.tsx';
import { refreshCustomers } from './refresh.ts';
import { ROLES } from './states.ts';
import type { CustomersTexts } from './texts.ts';
import { customersWords } from './words.ts';

/** Adds a contact to a customer, and invites it in the same step if that is checked; or edits `contact`. */
export function ContactForm({
  customerId,
  contact,
  onClose,
}: {
  readonly customerId: string;
  readonly contact?: Contact;
  readonly onClose: () => void;
}) {
  const all = customersWords.texts();
  const texts = all.contacts;
  const [before, setBefore] = useState(contact);
  const draft = contact === undefined ? customerId : `${contact.id} ${contact.version}`;
  const { values, change, forget } = useDraft(`contact ${draft}`, contactValues(before));
  const [isTried, setTried] = useState(false);
  const [key, setKey] = useState(newIdempotencyKey);
  const [theirs, setTheirs] = useState<Contact>();
  const session = currentSession();

  const write = async (base: Contact | undefined): Promise<string> => {
    if (base === undefined) {
      const { email } = await call(
        createContact({
          path: { id: customerId },
          headers: { 'Idempotency-Key': key },
          body: newContact(values),
        }),
      );
      return values.sendInvite && email !== undefined ? texts.createdInvited(email) : texts.created;
    }
    await call(
      updateContact({
        path: { id: customerId, contactId: base.id },
        headers: { 'If-Match': `"${base.version}"` },
        body: contactPatch(base, values),
      }),
    );
    return all.form.saved;
  };
  const save = useAction(async (base: Contact | undefined) => {
    try {
      toast(await write(base));
    } catch (failure) {
      if (base !== undefined && isConflict(failure))
        setTheirs(await call(getContact({ path: { id: customerId, contactId: base.id } })));
      if (failure instanceof ApiFailure && !failure.isTemporary) setKey(newIdempotencyKey());
      throw failure;
    }
    forget();
    onClose();
    await refreshCustomers();
  });

  const emailError = problemWithEmail(values.email, values.sendInvite);
  const isEmpty = `${values.firstName}${values.lastName}${values.email}`.trim() === '';
  if (theirs !== undefined)
    return (
      <ConflictDialog
        fields={comparedContacts(values, contactValues(theirs), all)}
        onKeepTheirs={() => {
          forget();
          onClose();
          void refreshCustomers();
        }}
        onSaveYours={() => {
          setBefore(theirs);
          setTheirs(undefined);
          save.run(theirs);
        }}
        onClose={() => {
          setBefore(theirs);
          setTheirs(undefined);
        }}
      />
    );
  const text = (name: TextName, label: string) => (
    <TextField
      key={name}
      label={label}
      value={values[name]}
      error={fieldError(save.failure, name)}
      onChange={(value) => {
        change({ [name]: value });
      }}
    />
  );
  return (
    <Dialog title={contact === undefined ? texts.createTitle : texts.editTitle} onClose={onClose}>
      <form
        class="dialog-form"
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          setTried(true);
          if (emailError === undefined && !isEmpty) save.run(before);
        }}
      >
        <DialogBody>
          {contact?.status === 'active' ? (
            <div class="field">
              <span class="label">{all.email}</span>
              <p>{values.email}</p>
              <p class="field-hint">{texts.emailFixed}</p>
            </div>
          ) : (
            <TextField
              label={all.email}
              value={values.email}
              inputMode="email"
              error={isTried ? errorOfEmail() : undefined}
              onChange={(email) => {
                change({ email });
              }}
            />
          )}
          <div class="columns">
            {inNameOrder(NAMES).map((name) => text(name, all.form[name]))}
            {text('jobTitle', texts.jobTitle)}
            {text('phone', all.phone)}
          </div>
          <SelectField<ContactRole | ''>
            label={texts.role}
            hint={texts.roleHint}
            value={values.role}
            choices={roleChoices(contact === undefined, all)}
            error={fieldError(save.failure, 'role')}
            onChange={(role) => {
              change({ role });
            }}
          />
          {contact === undefined && session.can('invitations:write') && (
            <CheckField
              label={all.sendInvite}
              hint={texts.sendInviteHint}
              checked={values.sendInvite}
              onChange={(sendInvite) => {
                change({ sendInvite });
              }}
            />
          )}
          {!isConflict(save.failure) && (
            <ProblemNote failure={save.failure} fields={SHOWN_FIELDS} />
          )}
        </DialogBody>
        <DialogFoot>
          <button class="button button-quiet" type="button" onClick={onClose}>
            {appWords.texts().dialog.cancel}
          </button>
          <BusyButton type="submit" isBusy={save.isBusy}>
            {contact === undefined ? texts.create : all.form.save}
          </BusyButton>
        </DialogFoot>
      </form>
    </Dialog>
  );

  function errorOfEmail(): string | undefined {
    const missing = isEmpty ? texts.somethingMissing : undefined;
    return emailError ?? missing ?? fieldError(save.failure, 'email');
  }
}

const NAMES = ['firstName', 'lastName'] as const;
const SHOWN_FIELDS = ['email', 'firstName', 'lastName', 'jobTitle', 'phone', 'role'];
type TextName = 'firstName' | 'lastName' | 'jobTitle' | 'phone';

/** The API chooses the role of a new contact unless one is selected: a customer's first contact becomes its owner. */
function roleChoices(isNew: boolean, { contacts }: CustomersTexts) {
  const roles = ROLES.map((value) => ({ value, label: contacts.roles[value] }));
  return isNew ? [{ value: '' as const, label: contacts.usualRole }, ...roles] : roles;
}

function comparedContacts(
  yours: ContactValues,
  theirs: ContactValues,
  { email, phone, form, contacts }: CustomersTexts,
) {
  const role = (value: ContactValues['role']) => (value === '' ? '' : contacts.roles[value]);
  return [
    { label: email, yours: yours.email, theirs: theirs.email },
    ...inNameOrder(NAMES).map((name) => ({
      label: form[name],
      yours: yours[name],
      theirs: theirs[name],
    })),
    { label: contacts.jobTitle, yours: yours.jobTitle, theirs: theirs.jobTitle },
    { label: phone, yours: yours.phone, theirs: theirs.phone },
    { label: contacts.role, yours: role(yours.role), theirs: role(theirs.role) },
  ];
}
