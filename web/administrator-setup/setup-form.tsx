import { useRef, useState } from 'preact/hooks';

import { brokenRule, cleanLine, personName } from '../../lambdas/modules/platform/text.ts';
import { ErrorSummary, type SummaryEntry } from '../sign-up/error-summary.tsx';
import { FieldError, type FieldProps, inputProps } from '../sign-up/fields.tsx';
import { troubleOf } from '../sign-up/outcome.ts';
import { PasswordField } from '../sign-up/password-field.tsx';
import { passwordProblem, type Problem, sortRefused } from '../sign-up/problems.ts';
import { SubmitArea } from '../sign-up/submit-area.tsx';
import type { Tenant } from '../sign-up/tenant.ts';
import { TenantBadge } from '../sign-up/tenant-badge.tsx';
import { useFocusOnMount } from '../sign-up/use-focus.ts';
import { useRequest } from '../sign-up/use-request.ts';
import type { Progress } from '../sign-up/use-submit.ts';
import { completeSetup, type SetupAccount, type SetupOffer, setupStop } from './setup-api.ts';
import type { SetupStop, SetupTexts } from './texts.ts';

interface SetupFormProps {
  readonly token: string;
  readonly offer: SetupOffer;
  readonly tenant: Tenant;
  readonly own: SetupTexts;
  readonly focus: boolean;
  readonly onStopped: (reason: SetupStop) => void;
  readonly onDone: (account: SetupAccount) => void;
}

/** The reused parts of the sign-up page know the single name field by this key. */
const NAME = 'firstName';
const nameSchema = personName('The name', 100);

/** The form for a name and a password. It also names the person who added the administrator. */
export function SetupForm({ offer, tenant, own, focus, ...props }: SetupFormProps) {
  const heading = useFocusOnMount<HTMLHeadingElement>(focus);
  const { name, setName, password, setPassword, problems, summary, progress, submit, leave } =
    useSetup(offer, props);
  const busy = progress.name === 'sending';
  return (
    <main class="screen screen-form">
      <header class="welcome">
        <TenantBadge tenant={tenant} />
        <h1 class="page-title" tabIndex={-1} ref={heading}>
          {own.title}
        </h1>
        <p class="lead">{own.lead(tenant.name, offer.invitedBy?.name)}</p>
      </header>
      <form class="card form" noValidate onSubmit={submit} aria-busy={busy}>
        <ErrorSummary entries={summary} />
        <dl class="facts">
          <div class="fact fact-email">
            <dt>{own.email}</dt>
            <dd>{offer.email}</dd>
          </div>
          <div class="fact">
            <dt>{own.role}</dt>
            <dd>{own.roles[offer.role]}</dd>
          </div>
        </dl>
        {/* Lets a password manager save the password under this user name. */}
        <input type="hidden" autocomplete="username" value={offer.email} />
        <NameField
          label={own.name}
          name={NAME}
          value={name}
          problem={problems.name}
          readOnly={busy}
          onInput={setName}
          onLeave={() => {
            leave('name');
          }}
        />
        <PasswordField
          name="password"
          value={password}
          problem={problems.password}
          readOnly={busy}
          onInput={setPassword}
          onLeave={() => {
            leave('password');
          }}
          rules={offer.passwordRules}
        />
        <SubmitArea progress={progress} />
      </form>
    </main>
  );
}

function NameField({ label, ...props }: FieldProps<typeof NAME> & { readonly label: string }) {
  const input = inputProps(props);
  return (
    <div class="field">
      <label for={input.id}>{label}</label>
      <input type="text" autocomplete="name" required {...input} />
      <FieldError name={NAME} problem={props.problem} />
    </div>
  );
}

interface Problems {
  readonly name?: Problem | undefined;
  readonly password?: Problem | undefined;
}

function useSetup(
  offer: SetupOffer,
  { token, onStopped, onDone }: Pick<SetupFormProps, 'token' | 'onStopped' | 'onDone'>,
) {
  const [name, setName] = useState(offer.name ?? '');
  const [password, setPassword] = useState('');
  const [problems, setProblems] = useState<Problems>({});
  const [summary, setSummary] = useState<readonly SummaryEntry[]>([]);
  const [progress, setProgress] = useState<Progress>({ name: 'idle' });
  const blockedUntil = useRef(0);
  const keys = useRef(new Map<string, string>());
  const request = useRequest();

  const found = (): Problems => {
    const line = cleanLine(name);
    return {
      name: line === '' ? { rule: 'required' } : brokenRule(nameSchema, line),
      password: passwordProblem(password, offer.passwordRules),
    };
  };
  const show = (wrong: Problems, others: readonly Problem[] = []): boolean => {
    setProblems(wrong);
    const entries: SummaryEntry[] = [
      ...(wrong.name === undefined ? [] : [{ field: NAME, problem: wrong.name } as const]),
      ...(wrong.password === undefined
        ? []
        : [{ field: 'password', problem: wrong.password } as const]),
      ...others.map((problem) => ({ problem })),
    ];
    setSummary(entries);
    return entries.length === 0;
  };
  const leave = (field: keyof Problems): void => {
    // A field that was merely passed through shows no error yet.
    const isEmpty = (field === 'name' ? name : password) === '';
    if (!isEmpty) setProblems({ ...problems, [field]: found()[field] });
  };
  const send = async (signal: AbortSignal): Promise<void> => {
    setProgress({ name: 'sending' });
    const line = cleanLine(name);
    const form = JSON.stringify([token, line, password]);
    // Sending the same form again after a lost connection reuses the key and gets the first response.
    const idempotencyKey = keys.current.get(form) ?? crypto.randomUUID();
    keys.current.set(form, idempotencyKey);
    const answer = await completeSetup({ token, name: line, password, idempotencyKey }, signal);
    if (signal.aborted) return;
    if (answer.ok) {
      onDone(answer.value);
      return;
    }
    const { failure } = answer;
    const stop = setupStop(failure);
    if (stop !== undefined) {
      onStopped(stop);
      return;
    }
    if (failure.kind === 'refusal' && CORRECTABLE.has(failure.code)) {
      setProgress({ name: 'idle' });
      const values = { ...NO_VALUES, [NAME]: line, password };
      const { fields, others } = sortRefused(failure.errors, values);
      const aboutName = failure.errors.some(({ path }) => path === 'name');
      show(
        { ...(aboutName && { name: others[0] }), password: fields.password },
        aboutName ? others.slice(1) : others,
      );
      return;
    }
    const trouble = troubleOf(failure);
    blockedUntil.current = Date.now() + trouble.waitSeconds * 1000;
    setProgress({ name: 'troubled', trouble });
  };
  const submit = (event: Event): void => {
    event.preventDefault();
    if (Date.now() < blockedUntil.current) return;
    if (show(found())) request(send);
  };
  return { name, setName, password, setPassword, problems, summary, progress, submit, leave };
}

const CORRECTABLE: ReadonlySet<string> = new Set(['invalid_request', 'password_policy']);

const NO_VALUES = {
  ...{ firstName: '', lastName: '', jobTitle: '', phone: '', company: '', taxId: '' },
  ...{ email: '', code: '', password: '' },
};
