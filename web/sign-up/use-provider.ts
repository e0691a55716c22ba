import { useState } from 'preact/hooks';

import { signInAddress } from '../shared/sign-in-hint.ts';
import type { FieldName } from './field-mode.ts';
import { toExternalSubmission } from './form-values.ts';
import { stopReason, type Trouble, troubleOf } from './outcome.ts';
import { type Provider, startProviderSignUp } from './sign-up-api.ts';
import type { StopReason } from './texts.ts';
import { useTexts } from './texts-context.ts';
import type { Form } from './use-form.ts';
import { useRequest } from './use-request.ts';

/** Goes to an identity provider with the form's values so far. The sign-in page continues from there. */
export function useProvider(options: {
  readonly token: string;
  readonly form: Form;
  readonly onStopped: (reason: StopReason) => void;
}) {
  const { token, form, onStopped } = options;
  const { language } = useTexts();
  const [leavingFor, setLeavingFor] = useState<Provider>();
  const [trouble, setTrouble] = useState<Trouble>();
  const request = useRequest();

  const visit = async ({ name }: Provider, signal: AbortSignal): Promise<void> => {
    const submission = toExternalSubmission(form.values, form.modes, form.address);
    const answer = await startProviderSignUp({ token, provider: name, submission }, signal);
    if (signal.aborted) return;
    if (answer.ok) {
      const provider = answer.value.identityProvider;
      window.location.assign(signInAddress('/sign-in', { provider, language }));
      return;
    }
    setLeavingFor(undefined);
    const { failure } = answer;
    const reason = stopReason(failure);
    if (reason !== undefined) onStopped(reason);
    else if (failure.kind === 'refusal' && failure.code === 'invalid_request')
      form.showRefusal(failure);
    else setTrouble(troubleOf(failure));
  };

  const choose = (provider: Provider): void => {
    if (!form.check(checkedFields(form))) return;
    setTrouble(undefined);
    request((signal) => {
      setLeavingFor(provider);
      return visit(provider, signal);
    });
  };
  return { leavingFor, trouble, choose };
}

/** Fields to check: no password is needed, and the provider may know missing names. */
function checkedFields({ order, values }: Form): FieldName[] {
  return order.filter((field) => {
    if (field === 'firstName' || field === 'lastName') return values[field].trim() !== '';
    return field !== 'password';
  });
}
