import { useEffect, useState } from 'preact/hooks';

import { createInvitation, resendInvitation } from '../../../client/src/generated/sdk.gen.ts';
import type { CreateInvitationRequest } from '../../../client/src/generated/types.gen.ts';
import { ApiFailure, call } from '../../app/api.ts';
import { DialogBody, DialogFoot } from '../../app/dialog.tsx';
import { Pill } from '../../app/display.tsx';
import { sentenceFor } from '../../app/problem.tsx';
import { refresh } from '../../app/query.ts';
import { appWords, pageLanguage } from '../../app/words.ts';
import { inviteWords } from './words.ts';

/** The requests to send: the same body, with an address and a key for each invitee. */
export interface Sending {
  readonly invitees: readonly { readonly email: string; readonly key: string }[];
  readonly common: Omit<CreateInvitationRequest, 'email'>;
}

type Result =
  | { readonly name: 'waiting' }
  | { readonly name: 'invited'; readonly id: string }
  | { readonly name: 'resent'; readonly id: string }
  | { readonly name: 'failed'; readonly failure: unknown };

/** Number of concurrent requests: enough for speed, few enough for the API's throttling. */
const LANES = 3;

/** Sends the invitations, and shows the result and the possible actions for each address. */
export function InviteResults({
  sending,
  onSent,
  onMore,
  onClose,
}: {
  readonly sending: Sending;
  /** Called when every request has a response, so that the draft can be discarded. */
  readonly onSent: () => void;
  readonly onMore: () => void;
  readonly onClose: () => void;
}) {
  const texts = inviteWords.texts();
  const [results, setResults] = useState<readonly Result[]>(
    sending.invitees.map(() => ({ name: 'waiting' })),
  );
  const note = (index: number, result: Result): void => {
    setResults((before) => before.map((other, at) => (at === index ? result : other)));
  };
  const send = async (index: number): Promise<void> => {
    const invitee = sending.invitees[index];
    if (invitee === undefined) return;
    note(index, { name: 'waiting' });
    note(index, await invite(invitee, sending.common));
  };
  useEffect(() => {
    void inLanes(sending.invitees.length, send).then(() => {
      onSent();
      return refresh('invitations');
    });
  }, []);
  const invited = results.filter(({ name }) => name === 'invited').length;
  const isDone = results.every(({ name }) => name !== 'waiting');
  const format = new Intl.NumberFormat(pageLanguage());
  return (
    <>
      <DialogBody isRead>
        <p role="status" class="strong">
          {texts.summary(format.format(invited), format.format(results.length))}
        </p>
        <ul class="results" aria-label={texts.results} aria-busy={!isDone}>
          {sending.invitees.map(({ email }, index) => (
            <ResultRow
              key={email}
              email={email}
              result={results[index] ?? { name: 'waiting' }}
              onRetry={() => void send(index)}
              onResend={(id) => {
                void resend(id).then((result) => {
                  note(index, result);
                });
              }}
            />
          ))}
        </ul>
      </DialogBody>
      <DialogFoot>
        <button class="button button-quiet" type="button" onClick={onMore}>
          {texts.inviteMore}
        </button>
        <button class="button" type="button" onClick={onClose}>
          {texts.done}
        </button>
      </DialogFoot>
    </>
  );
}

function ResultRow({
  email,
  result,
  onRetry,
  onResend,
}: {
  readonly email: string;
  readonly result: Result;
  readonly onRetry: () => void;
  readonly onResend: (id: string) => void;
}) {
  const texts = inviteWords.texts();
  return (
    <li class="result">
      <span class="result-head">
        <span class="name">{email}</span>
        <ResultPill result={result} />
      </span>
      {result.name === 'invited' && <span class="under">{texts.onItsWay}</span>}
      {result.name === 'resent' && <span class="under">{texts.resent}</span>}
      {result.name === 'failed' && (
        <Failed failure={result.failure} onRetry={onRetry} onResend={onResend} />
      )}
    </li>
  );
}

function ResultPill({ result: { name } }: { readonly result: Result }) {
  const texts = inviteWords.texts();
  switch (name) {
    case 'waiting':
      return <Pill tone="accent">{texts.waiting}</Pill>;
    case 'failed':
      return <Pill tone="bad">{texts.notInvited}</Pill>;
    case 'invited':
    case 'resent':
      return <Pill tone="good">{texts.invited}</Pill>;
  }
}

function Failed({
  failure,
  onRetry,
  onResend,
}: {
  readonly failure: unknown;
  readonly onRetry: () => void;
  readonly onResend: (id: string) => void;
}) {
  const texts = inviteWords.texts();
  const known = failure instanceof ApiFailure ? failure : undefined;
  const openId = known?.code === 'already_invited' ? known.problem?.conflictingId : undefined;
  const canRetry = known === undefined || known.isTemporary;
  const wrong = known?.code === 'invalid_request' ? known.messageFor('email') : undefined;
  const reason = wrong ?? sentenceFor(failure, appWords.texts());
  return (
    <>
      <span class="under">{reason}</span>
      <span class="result-actions">
        {openId !== undefined && (
          <>
            <button
              class="link-button"
              type="button"
              onClick={() => {
                onResend(openId);
              }}
            >
              {texts.resend}
            </button>
            <a class="link-button" href={`/console/invitations?open=${openId}`}>
              {texts.view}
            </a>
          </>
        )}
        {canRetry && (
          <button class="link-button" type="button" onClick={onRetry}>
            {texts.tryAgain}
          </button>
        )}
      </span>
    </>
  );
}

async function invite(
  { email, key }: Sending['invitees'][number],
  common: Sending['common'],
): Promise<Result> {
  try {
    const { id } = await call(
      createInvitation({ headers: { 'Idempotency-Key': key }, body: { ...common, email } }),
    );
    return { name: 'invited', id };
  } catch (failure) {
    return { name: 'failed', failure };
  }
}

async function resend(id: string): Promise<Result> {
  try {
    await call(resendInvitation({ path: { id } }));
    await refresh('invitations');
    return { name: 'resent', id };
  } catch (failure) {
    return { name: 'failed', failure };
  }
}

/** Runs `work` for 0 … `count` - 1, a few at a time. */
async function inLanes(count: number, work: (index: number) => Promise<void>): Promise<void> {
  let next = 0;
  const lane = async (): Promise<void> => {
    while (next < count) {
      const index = next;
      next += 1;
      await work(index);
    }
  };
  await Promise.all(Array.from({ length: LANES }, lane));
}
