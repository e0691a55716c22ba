import { useRef, useState } from 'preact/hooks';

import { fieldId } from './fields.tsx';
import type { AccountAddress } from './form-values.ts';
import type { Failure } from './http.ts';
import { stopReason, troubleOf } from './outcome.ts';
import { emailProblem, type Problem, sortRefused } from './problems.ts';
import { type Invitation, sendVerificationCode } from './sign-up-api.ts';
import type { StopReason } from './texts.ts';
import type { Form } from './use-form.ts';
import { useRequest } from './use-request.ts';

/** Progress of a code request. Each address needs its own code. */
export type CodeProgress =
  | { readonly name: 'none' }
  | { readonly name: 'sending'; readonly to: string }
  /** Another code may be requested after `pause` seconds, counted from the `round`-th response. */
  | { readonly name: 'sent'; readonly to: string; readonly pause: number; readonly round: number };

/** Seconds between codes: an email takes a moment, and only a few codes are allowed per hour. */
const PAUSE_SECONDS = 30;

/** Requests codes, one at a time, and shows failures at the fields. */
export function useCode(options: {
  readonly token: string;
  readonly invitation: Invitation;
  readonly form: Form;
  readonly onStopped: (reason: StopReason) => void;
}) {
  const { token, invitation, form, onStopped } = options;
  const [progress, setProgress] = useState<CodeProgress>({ name: 'none' });
  const round = useRef(0);
  const request = useRequest();

  const ask = async ({ email, differs }: AccountAddress, signal: AbortSignal): Promise<void> => {
    const earlier = progress;
    setProgress({ name: 'sending', to: email });
    const answer = await sendVerificationCode(token, differs ? email : undefined, signal);
    if (signal.aborted) return;
    if (answer.ok) {
      round.current += 1;
      form.change('code', '');
      setProgress({ name: 'sent', to: email, pause: PAUSE_SECONDS, round: round.current });
      return;
    }
    setProgress(earlier);
    const reason = stopReason(answer.failure);
    if (reason === undefined) noteFailure(form, invitation, answer.failure);
    else onStopped(reason);
  };

  const send = (): void => {
    const wrong = form.address.differs ? emailProblem(form.address.email) : undefined;
    form.note('email', wrong);
    form.note('code', undefined);
    if (wrong !== undefined) {
      document.getElementById(fieldId('email'))?.focus();
      return;
    }
    request((signal) => ask(form.address, signal));
  };
  return { progress: forAddress(progress, form.address), send };
}

function forAddress(progress: CodeProgress, { email }: AccountAddress): CodeProgress {
  return progress.name !== 'none' && progress.to === email ? progress : { name: 'none' };
}

/** Chooses the message by the wait: codes are limited per hour, emails per day. */
function limitedFor(seconds: number): Problem {
  const minutes = Math.ceil(seconds / 60);
  return minutes <= 60
    ? { rule: 'codeLimited', minutes }
    : { rule: 'mailLimited', hours: Math.ceil(minutes / 60) };
}

function noteFailure(form: Form, invitation: Invitation, failure: Failure): void {
  if (failure.kind === 'refusal') {
    const { code, errors, retryAfterSeconds = 60 } = failure;
    if (code === 'email_mismatch') {
      form.note('email', { rule: 'emailMismatch', invited: invitation.email });
      return;
    }
    if (code === 'rate_limited') {
      form.note('code', limitedFor(retryAfterSeconds));
      return;
    }
    if (code === 'email_suppressed') {
      form.note(form.address.differs ? 'email' : 'code', { rule: 'emailSuppressed' });
      return;
    }
    const { email } = sortRefused(errors, form.values).fields;
    if (email !== undefined) {
      form.note('email', email);
      return;
    }
  }
  const trouble: Problem = { rule: 'trouble', reason: troubleOf(failure).reason };
  form.note('code', trouble);
}
