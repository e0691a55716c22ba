import type { TargetedInputEvent } from 'preact';
import type { FormField } from '../../lambdas/shared/sign-up-form.ts';
import { AlertIcon } from '../shared/icons.tsx';
import type { FieldName } from './form-values.ts';
import { texts } from './texts.ts';

/** What every field of the form is given. */
export interface FieldProps {
  readonly value: string;
  readonly error: string | undefined;
  readonly readOnly: boolean;
  readonly onInput: (value: string) => void;
  readonly onLeave: () => void;
}

/** The id of a field's input; summary links and labels point to it. */
export function fieldId(field: FieldName): string {
  return `field-${field}`;
}

const AUTOCOMPLETE = {
  firstName: 'given-name',
  lastName: 'family-name',
  jobTitle: 'organization-title',
  phone: 'tel',
  company: 'organization',
  // There is no token for it in HTML.
  taxId: 'off',
} as const satisfies Record<FormField, string>;

/** One line of text. */
export function TextField({
  name,
  label,
  required,
  ...props
}: FieldProps & {
  readonly name: FormField;
  readonly label: string;
  readonly required: boolean;
}) {
  const id = fieldId(name);
  return (
    <div class={`field field-${name}`}>
      <label for={id}>
        {label}
        {!required && <span class="optional"> ({texts.form.optional})</span>}
      </label>
      <input
        id={id}
        name={name}
        {...(name === 'phone' ? { type: 'tel' as const } : { type: 'text' as const })}
        autocomplete={AUTOCOMPLETE[name]}
        required={required}
        {...inputProps(id, props)}
      />
      <FieldError id={id} message={props.error} />
    </div>
  );
}

/** What a text input and a password input share; `hints` are ids of what else describes it. */
export function inputProps(id: string, props: FieldProps, hints: readonly string[] = []) {
  const described = props.error === undefined ? hints : [errorId(id), ...hints];
  return {
    value: props.value,
    readOnly: props.readOnly,
    'aria-invalid': props.error !== undefined,
    ...(described.length > 0 && { 'aria-describedby': described.join(' ') }),
    onInput: (event: TargetedInputEvent<HTMLInputElement>) => {
      props.onInput(event.currentTarget.value);
    },
    onBlur: props.onLeave,
  };
}

function errorId(id: string): string {
  return `${id}-error`;
}

/** What is wrong with a field. */
export function FieldError({
  id,
  message,
}: {
  readonly id: string;
  readonly message: string | undefined;
}) {
  if (message === undefined) return null;
  return (
    <p class="error" id={errorId(id)}>
      <AlertIcon />
      <span>
        <span class="sr-only">{texts.errors.prefix} </span>
        {message}
      </span>
    </p>
  );
}

/**
 * The address that was invited: text, which wraps where an input would cut it off, and beside it an input that nobody
 * sees, so that password managers save the address as the user name.
 */
export function EmailField({ email }: { readonly email: string }) {
  return (
    <div>
      <dl class="field">
        <dt>{texts.form.email}</dt>
        <dd class="fixed">{email}</dd>
        <dd class="hint">{texts.form.emailHint}</dd>
      </dl>
      <input
        class="sr-only"
        type="text"
        name="username"
        autocomplete="username"
        value={email}
        readOnly
        tabIndex={-1}
        aria-hidden="true"
      />
    </div>
  );
}

/** A value that the inviting company has settled. */
export function LockedField({ name, value }: { readonly name: FormField; readonly value: string }) {
  return (
    <div class={`fact fact-${name}`}>
      <dt>{texts.form.fields[name]}</dt>
      <dd>{value}</dd>
    </div>
  );
}
