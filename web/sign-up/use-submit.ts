import { useRef, useState } from 'preact/hooks';

import type { Answer, Refusal } from './http.ts';
import { stopReason, type Trouble, troubleOf } from './outcome.ts';
import { acceptInvitation, type Account, type Submission } from './sign-up-api.ts';
import { SubmissionKeys } from './submission-keys.ts';
import type { StopReason } from './texts.ts';
import { useRequest } from './use-request.ts';

/** Progress of a submit. */
export type Progress =
  | { readonly name: 'idle' }
  | { readonly name: 'sending' }
  /** Another attempt has claimed the invitation. The form is sent again after this many seconds. */
  | { readonly name: 'waiting'; readonly seconds: number; readonly attempt: number }
  | { readonly name: 'troubled'; readonly trouble: Trouble };

interface SubmitOptions {
  readonly token: string;
  readonly onDone: (account: Account) => void;
  readonly onStopped: (reason: StopReason) => void;
  /** Called if the form has to be corrected. */
  readonly onRefused: (refusal: Refusal) => void;
}

const MOST_CHECKS = 10;
const DEFAULT_WAIT_SECONDS = 3;
const LONGEST_WAIT_SECONDS = 30;
const TO_CORRECT: ReadonlySet<string> = new Set([
  'invalid_request',
  'password_policy',
  'email_mismatch',
]);

/** Submits the form, one request at a time, and retries automatically while an earlier attempt is still in progress. */
export function useSubmit(options: SubmitOptions) {
  const [progress, setProgress] = useState<Progress>({ name: 'idle' });
  const blockedUntil = useRef(0);
  const keys = useRef(new SubmissionKeys());
  const request = useRequest();

  const send = async (
    submission: Submission,
    password: string,
    signal: AbortSignal,
  ): Promise<void> => {
    const onWait = (seconds: number, attempt: number): void => {
      setProgress({ name: 'waiting', seconds, attempt });
    };
    const onSend = (): void => {
      setProgress({ name: 'sending' });
    };
    const { token } = options;
    const idempotencyKey = keys.current.keyFor(token, submission, password);
    const acceptance = { token, password, submission, idempotencyKey };
    const answer = await sendUntilSettled(acceptance, { onSend, onWait }, signal);
    if (signal.aborted) return;
    if (answer.ok) {
      options.onDone(answer.value);
      return;
    }
    const reason = stopReason(answer.failure);
    if (reason !== undefined) {
      options.onStopped(reason);
      return;
    }
    if (answer.failure.kind === 'refusal' && TO_CORRECT.has(answer.failure.code)) {
      setProgress({ name: 'idle' });
      options.onRefused(answer.failure);
      return;
    }
    const trouble = troubleOf(answer.failure);
    blockedUntil.current = Date.now() + trouble.waitSeconds * 1000;
    setProgress({ name: 'troubled', trouble });
  };

  const submit = (submission: Submission, password: string): void => {
    if (Date.now() < blockedUntil.current) return;
    request((signal) => send(submission, password, signal));
  };
  return { progress, submit };
}

async function sendUntilSettled(
  request: Parameters<typeof acceptInvitation>[0],
  report: { onSend: () => void; onWait: (seconds: number, attempt: number) => void },
  signal: AbortSignal,
): Promise<Answer<Account>> {
  for (let attempt = 1; ; attempt += 1) {
    report.onSend();
    const answer = await acceptInvitation(request, signal);
    if (answer.ok || !isInProgress(answer.failure) || attempt >= MOST_CHECKS || signal.aborted)
      return answer;
    const seconds = waitOf(answer.failure);
    report.onWait(seconds, attempt);
    await pause(seconds, signal);
  }
}

function isInProgress(failure: { readonly kind: string }): failure is Refusal {
  return failure.kind === 'refusal' && (failure as Refusal).code === 'acceptance_in_progress';
}

function waitOf(refusal: Refusal): number {
  const wanted = refusal.retryAfterSeconds ?? DEFAULT_WAIT_SECONDS;
  return Math.min(Math.max(wanted, 1), LONGEST_WAIT_SECONDS);
}

async function pause(seconds: number, signal: AbortSignal): Promise<void> {
  await new Promise<void>((resolve) => {
    const timer = setTimeout(resolve, seconds * 1000);
    signal.addEventListener('abort', () => {
      clearTimeout(timer);
      resolve();
    });
  });
}
