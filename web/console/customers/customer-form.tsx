import { useState } from 'preact/hooks';

import {
  createCustomer,
  getCustomer,
  updateCustomer,
} from '../../../client/src/generated/sdk.gen.ts';
import type { Customer, TenantCatalog } from '../../../client/src/generated/types.gen.ts';
import { useAddress } from '../../app/address.ts';
import { ApiFailure, call, currentSession, newIdempotencyKey } from '../../app/api.ts';
import { ConflictDialog } from '../../app/conflict.tsx';
import { BusyButton, Dialog, DialogBody, DialogFoot } from '../../app/dialog.tsx';
import { useDraft } from '../../app/drafts.ts';
import { CheckField } from '../../app/form.tsx';
import { fieldError, isConflict, ProblemNote } from '../../app/problem.tsx';
import { useAction } from '../../app/query.ts';
import { toast } from '../../app/toast.tsx';
import { appWords } from '../../app/words.ts';
import { useCatalog } from './catalog.ts';
import {
  isSameName,
  PlanFields,
  problemWithEmail,
  ProfileFields,
  SameName,
  ServiceFields,
  SHOWN_FIELDS,
} from './customer-fields.tsx';
import { compared, creationOf, newCustomer, patchOf, valuesOf } from './customer-values.ts';
import { refreshCustomers } from './refresh.ts';
import { customersWords } from './words.ts';

interface Props {
  readonly customer?: Customer;
  readonly onClose: () => void;
}

/** Adds a customer with its profile, services, and service plan; or edits `customer`. */
export function CustomerForm(props: Props) {
  const catalog = useCatalog();
  // A new customer starts with the catalog's default services.
  return catalog === undefined ? null : <Form catalog={catalog} {...props} />;
}

function Form({ customer, catalog, onClose }: Props & { readonly catalog: TenantCatalog }) {
  const address = useAddress();
  const all = customersWords.texts();
  const texts = all.form;
  const session = currentSession();
  const [before, setBefore] = useState(customer);
  const initial = before === undefined ? newCustomer(catalog) : valuesOf(before);
  // A draft of another version must not overwrite this one.
  const draft = customer === undefined ? 'new' : `${customer.id} ${customer.version}`;
  const { values, change, forget } = useDraft(`customer ${draft}`, initial);
  const [isTried, setTried] = useState(false);
  // One key each time the form opens, and a new one after a response, so that a retry creates nothing twice.
  const [key, setKey] = useState(newIdempotencyKey);
  const [theirs, setTheirs] = useState<Customer>();
  const mayPlan = session.can('customers:plan');

  const write = async (base: Customer | undefined, allowDuplicate: boolean): Promise<void> => {
    if (base === undefined) {
      const body = creationOf(values, { mayPlan, allowDuplicate });
      const { id, name } = await call(
        createCustomer({ headers: { 'Idempotency-Key': key }, body }),
      );
      toast(texts.added(name));
      forget();
      address.go(`/console/customers/${id}`);
    } else {
      const patch = patchOf(valuesOf(base), values);
      await call(
        updateCustomer({
          path: { id: base.id },
          headers: { 'If-Match': `"${base.version}"` },
          body: { ...patch, ...(allowDuplicate && { allowDuplicate }) },
        }),
      );
      toast(texts.saved);
      forget();
      onClose();
    }
    await refreshCustomers();
  };
  const save = useAction(async (base: Customer | undefined, allowDuplicate: boolean) => {
    try {
      await write(base, allowDuplicate);
    } catch (failure) {
      if (base !== undefined && isConflict(failure))
        setTheirs(await call(getCustomer({ path: { id: base.id } })));
      if (failure instanceof ApiFailure && !failure.isTemporary) setKey(newIdempotencyKey());
      throw failure;
    }
  });

  const nameError = values.name.trim() === '' ? texts.nameMissing : undefined;
  const emailError = problemWithEmail(values.email, values.sendInvite);
  const errors = {
    name: isTried ? (nameError ?? fieldError(save.failure, 'name')) : undefined,
    email: isTried ? (emailError ?? fieldError(save.failure, 'email')) : undefined,
  };
  if (theirs !== undefined)
    return (
      <ConflictDialog
        fields={compared(values, valuesOf(theirs), all, catalog)}
        onKeepTheirs={() => {
          forget();
          onClose();
          void refreshCustomers();
        }}
        onSaveYours={() => {
          setBefore(theirs);
          setTheirs(undefined);
          save.run(theirs, false);
        }}
        onClose={() => {
          setBefore(theirs);
          setTheirs(undefined);
        }}
      />
    );
  const form = { values, change, errors, failure: save.failure };
  return (
    <Dialog
      kind="wide"
      title={customer === undefined ? texts.addTitle : texts.editTitle}
      onClose={onClose}
    >
      <form
        class="dialog-form"
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          setTried(true);
          if (nameError === undefined && emailError === undefined) save.run(before, false);
        }}
      >
        <DialogBody>
          <ProfileFields
            form={form}
            catalog={catalog}
            isNew={customer === undefined}
            isEmailFixed={isEmailFixed(customer)}
          />
          <ServiceFields form={form} catalog={catalog} />
          {mayPlan && <PlanFields form={form} catalog={catalog} />}
          {customer === undefined && session.can('invitations:write') && (
            <CheckField
              label={all.sendInvite}
              hint={all.onboarding.sendNowHint}
              checked={values.sendInvite}
              onChange={(sendInvite) => {
                change({ sendInvite });
              }}
            />
          )}
          <SameName
            failure={save.failure}
            onSave={() => {
              save.run(before, true);
            }}
          />
          {!isConflict(save.failure) && !isSameName(save.failure) && (
            <ProblemNote failure={save.failure} fields={SHOWN_FIELDS} />
          )}
        </DialogBody>
        <DialogFoot>
          <button class="button button-quiet" type="button" onClick={onClose}>
            {appWords.texts().dialog.cancel}
          </button>
          <BusyButton type="submit" isBusy={save.isBusy}>
            {texts.save}
          </BusyButton>
        </DialogFoot>
      </form>
    </Dialog>
  );
}

/** The address can be changed until it has been invited. */
function isEmailFixed(customer: Customer | undefined): boolean {
  const primary = customer?.contacts.find(({ id }) => id === customer.primaryContactId);
  return primary?.status === 'invited' || primary?.status === 'active';
}
