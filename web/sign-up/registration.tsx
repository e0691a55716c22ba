import { useEffect, useRef, useState } from 'preact/hooks';
import { FORM_FIELDS, type FormField } from '../../lambdas/shared/sign-up-form.ts';
import { EmailField, LockedField, TextField } from './fields.tsx';
import { ErrorSummary, type SummaryEntry } from './error-summary.tsx';
import {
  FIELD_ORDER,
  fieldModes,
  findErrors,
  isRequired,
  prefilledValues,
  sortRefusedFields,
  toSubmission,
  type FieldErrors,
  type FieldName,
} from './form-values.ts';
import { PasswordField } from './password-field.tsx';
import type { Account, Invitation, Refusal } from './sign-up-api.ts';
import { SubmitArea } from './submit-area.tsx';
import { TenantBadge } from './tenant-badge.tsx';
import { texts, type StopReason } from './texts.ts';
import { useFocusOnMount } from './use-focus.ts';
import { useSubmit } from './use-submit.ts';

interface RegistrationProps {
  readonly token: string;
  readonly invitation: Invitation;
  readonly focus: boolean;
  readonly onStopped: (reason: StopReason) => void;
  readonly onDone: (account: Account) => void;
}

/** The invitation and its form. */
export function Registration(props: RegistrationProps) {
  const { invitation } = props;
  const { tenant, kind } = invitation;
  const heading = useFocusOnMount<HTMLHeadingElement>(props.focus);
  return (
    <main class="screen screen-form">
      <header class="welcome">
        <TenantBadge tenant={tenant} />
        <h1 class="page-title" tabIndex={-1} ref={heading}>
          {texts.form.title[kind]}
        </h1>
        <p class="lead">{texts.form.lead(tenant.name)[kind]}</p>
        <p class="aside">
          {texts.form.validUntil} <LocalTime iso={invitation.expiresAt} />
        </p>
        <p class="aside aside-wide">{texts.form.notExpected}</p>
      </header>
      <RegistrationForm {...props} />
      <p class="aside aside-narrow">{texts.form.notExpected}</p>
    </main>
  );
}

function RegistrationForm({ token, invitation, onStopped, onDone }: RegistrationProps) {
  const [values, setValues] = useState(() => prefilledValues(invitation));
  const [modes, setModes] = useState(() => fieldModes(invitation));
  const [changed, setChanged] = useState<ReadonlySet<FieldName>>(new Set());
  const [shown, setShown] = useState<ReadonlySet<FieldName>>(new Set());
  const [refused, setRefused] = useState<FieldErrors>({});
  const [summary, setSummary] = useState<readonly SummaryEntry[]>([]);
  const form = useRef<HTMLFormElement>(null);

  const broken = findErrors(values, modes, invitation);
  const errorOf = (field: FieldName): string | undefined =>
    refused[field] ?? (shown.has(field) ? broken[field] : undefined);

  const change = (field: FieldName, value: string): void => {
    setValues((current) => ({ ...current, [field]: value }));
    setChanged((current) => new Set(current).add(field));
    setRefused((current) => ({ ...current, [field]: undefined }));
  };
  /** A field that was only passed through has not been got wrong yet. */
  const leave = (field: FieldName): void => {
    if (changed.has(field)) setShown((current) => new Set(current).add(field));
  };

  const showRefusal = (refusal: Refusal): void => {
    const { fields, others } = sortRefusedFields(refusal.errors);
    const found: FieldErrors =
      refusal.code === 'password_policy' && fields.password === undefined
        ? { ...fields, password: texts.errors.passwordRefused }
        : fields;
    setRefused(found);
    setModes((current) => opened(current, found));
    const entries = [...summaryOf(found), ...others.map((message) => ({ message }))];
    setSummary(entries.length > 0 ? entries : [{ message: texts.errors.refused }]);
  };

  const { progress, submit } = useSubmit({ token, onStopped, onDone, onRefused: showRefusal });

  const send = (event: Event): void => {
    event.preventDefault();
    setShown(new Set(FIELD_ORDER));
    const wrong = summaryOf(broken);
    setSummary(wrong);
    if (wrong.length > 0) return;
    setRefused({});
    submit(toSubmission(values, modes), values.password);
  };

  useEffect(() => {
    if (summary.length > 0) document.title = withErrorPrefix(document.title);
    else document.title = withoutErrorPrefix(document.title);
  }, [summary]);

  const busy = progress.name === 'sending' || progress.name === 'waiting';
  const common = (field: FieldName) => ({
    name: field,
    value: values[field],
    error: errorOf(field),
    readOnly: busy,
    onInput: (value: string) => {
      change(field, value);
    },
    onLeave: () => {
      leave(field);
    },
  });

  return (
    <form class="card form" noValidate onSubmit={send} ref={form} aria-busy={busy}>
      <ErrorSummary entries={summary} />
      <EmailField email={invitation.email} />
      <LockedFields
        fields={FORM_FIELDS.filter((field) => modes[field] === 'read')}
        values={values}
      />
      <div class="fields">
        {FORM_FIELDS.filter((field) => modes[field] === 'edit').map((field) => (
          <TextField
            key={field}
            {...common(field)}
            name={field}
            label={texts.form.fields[field]}
            required={isRequired(field, invitation)}
          />
        ))}
      </div>
      <PasswordField {...common('password')} rules={invitation.passwordRules} />
      <SubmitArea progress={progress} />
    </form>
  );
}

function LockedFields({
  fields,
  values,
}: {
  readonly fields: readonly FormField[];
  readonly values: Readonly<Record<FormField, string>>;
}) {
  if (fields.length === 0) return null;
  return (
    <div class="locked">
      <dl class="facts">
        {fields.map((field) => (
          <LockedField key={field} name={field} value={values[field]} />
        ))}
      </dl>
      <p class="hint">{texts.form.locked}</p>
    </div>
  );
}

function LocalTime({ iso }: { readonly iso: string }) {
  const date = new Date(iso);
  if (Number.isNaN(date.getTime())) return null;
  const words = new Intl.DateTimeFormat(undefined, { dateStyle: 'long', timeStyle: 'short' });
  return <time dateTime={iso}>{words.format(date)}</time>;
}

function summaryOf(errors: FieldErrors): SummaryEntry[] {
  return FIELD_ORDER.flatMap((field) => {
    const message = errors[field];
    return message === undefined ? [] : [{ field, message }];
  });
}

/** A field that the server wants must be there to be filled in, even one that the invitation did not show. */
function opened(
  modes: Record<FormField, 'edit' | 'read' | 'hidden'>,
  errors: FieldErrors,
): Record<FormField, 'edit' | 'read' | 'hidden'> {
  const wanted = FORM_FIELDS.filter((field) => modes[field] === 'hidden' && errors[field]);
  return { ...modes, ...Object.fromEntries(wanted.map((field) => [field, 'edit'])) };
}

function withErrorPrefix(title: string): string {
  return texts.errors.titlePrefix + withoutErrorPrefix(title);
}

function withoutErrorPrefix(title: string): string {
  const { titlePrefix } = texts.errors;
  return title.startsWith(titlePrefix) ? title.slice(titlePrefix.length) : title;
}
