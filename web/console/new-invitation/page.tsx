import { useState } from 'preact/hooks';

import { getTenant } from '../../../client/src/generated/sdk.gen.ts';
import type { Tenant } from '../../../client/src/generated/types.gen.ts';
import { useAddress } from '../../app/address.ts';
import { call, newIdempotencyKey } from '../../app/api.ts';
import { Dialog } from '../../app/dialog.tsx';
import { Loading } from '../../app/display.tsx';
import { useDraft } from '../../app/drafts.ts';
import { PageFrame } from '../../app/page.tsx';
import { fieldError, ProblemNote } from '../../app/problem.tsx';
import { useQuery } from '../../app/query.ts';
import { joinedWords } from '../../app/words.ts';
import { isAddress } from '../invite/addresses.ts';
import { addressesOf, inviteWords, NEW_INVITATION, problemWith } from '../invite/invite-dialog.tsx';
import { InviteResults, type Sending } from '../invite/results.tsx';
import { InvitationPreview, previewWords, usePreview } from '../preview/preview.tsx';
import { InviteeFields, PresetField, SHOWN_FIELDS } from './fields.tsx';
import { AccessFields, EmailFields } from './grant-fields.tsx';
import { EMPTY, problemsWith, requestOf } from './invitation-form.ts';
import { newInvitationWords } from './words.ts';

/** Includes the texts of the dialog and the preview, which the page reuses. */
export const words = joinedWords(newInvitationWords, inviteWords, previewWords);

const LIST = '/console/invitations';

/** The invitation form with all options, next to a preview of the email and the sign-up page. */
export function Page() {
  const texts = newInvitationWords.texts();
  const { data, error, refetch } = useQuery({ key: ['tenant'], read: () => call(getTenant()) });
  return (
    <PageFrame title={texts.title} back={{ href: LIST, label: texts.back }}>
      {data === undefined ? (
        error === null ? (
          <Loading />
        ) : (
          <ProblemNote failure={error} onRetry={() => void refetch()} />
        )
      ) : (
        <Editor tenant={data} />
      )}
    </PageFrame>
  );
}

function Editor({ tenant }: { readonly tenant: Tenant }) {
  const { values, change, forget } = useDraft(NEW_INVITATION, EMPTY);
  const address = useAddress();
  const [isTried, setTried] = useState(false);
  const [sending, setSending] = useState<Sending>();
  const addresses = addressesOf(values);
  const own = problemsWith(values, newInvitationWords.texts(), {
    maxDays: tenant.settings.maxExpiryDays,
  });
  const wrongAddresses = problemWith(addresses);
  const request = requestOf(values, addresses.length < 2);
  const email = addresses.find(isAddress);
  const isComplete = Object.keys(own).length === 0;
  const preview = usePreview({ ...request, ...(email !== undefined && { email }) }, isComplete);
  const form = {
    values,
    change,
    tenant,
    addressProblem: isTried ? wrongAddresses : undefined,
    errorOf: (path: string) =>
      (own as Readonly<Record<string, string | undefined>>)[path] ??
      fieldError(preview.failure, path),
  };
  return (
    <div class="beside">
      <form
        class="panel panel-padded fields"
        onSubmit={(event) => {
          event.preventDefault();
          setTried(true);
          // Turns each address into a chip, which shows whether it is valid.
          if (wrongAddresses !== undefined) change({ addresses, typed: '' });
          if (!isComplete || wrongAddresses !== undefined) return;
          setSending({
            invitees: addresses.map((each) => ({ email: each, key: newIdempotencyKey() })),
            common: { ...request, ...(!values.notify && { notify: false }) },
          });
        }}
      >
        <PresetField form={form} />
        <InviteeFields form={form} isOnly={addresses.length < 2} />
        <AccessFields form={form} />
        <EmailFields form={form} />
        <Foot
          onDiscard={() => {
            setTried(false);
            forget();
          }}
        />
      </form>
      <InvitationPreview preview={preview} fields={SHOWN_FIELDS} />
      {sending !== undefined && (
        <Dialog
          title={inviteWords.texts().title}
          onClose={() => {
            address.go(LIST);
          }}
        >
          <InviteResults
            sending={sending}
            onSent={forget}
            onMore={() => {
              setTried(false);
              setSending(undefined);
            }}
            onClose={() => {
              address.go(LIST);
            }}
          />
        </Dialog>
      )}
    </div>
  );
}

function Foot({ onDiscard }: { readonly onDiscard: () => void }) {
  return (
    <div class="form-foot">
      <button class="button button-quiet" type="button" onClick={onDiscard}>
        {newInvitationWords.texts().discard}
      </button>
      <button class="button" type="submit">
        {inviteWords.texts().send}
      </button>
    </div>
  );
}
