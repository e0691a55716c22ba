import type { TargetedInputEvent } from 'preact';

import type { FormField } from '../../lambdas/modules/platform/form-fields.ts';
import { AlertIcon } from '../shared/icons.tsx';
import type { FieldName } from './field-mode.ts';
import { problemText } from './messages.ts';
import type { Problem } from './problems.ts';
import { useTexts } from './texts-context.ts';

/** Properties of every field. */
export interface FieldProps<Name extends FieldName = FieldName> {
  readonly name: Name;
  readonly value: string;
  readonly problem: Problem | undefined;
  readonly readOnly: boolean;
  readonly onInput: (value: string) => void;
  readonly onLeave: () => void;
}

/** The ID of a field's input, which summary links and labels refer to. */
export function fieldId(field: FieldName): string {
  return `field-${field}`;
}

const AUTOCOMPLETE = {
  firstName: 'given-name',
  lastName: 'family-name',
  jobTitle: 'organization-title',
  phone: 'tel',
  company: 'organization',
  // HTML has no token for it.
  taxId: 'off',
} as const satisfies Record<FormField, string>;

/** A single-line text field. */
export function TextField({
  required,
  ...props
}: FieldProps<FormField> & {
  readonly required: boolean;
}) {
  const texts = useTexts();
  const { name } = props;
  const id = fieldId(name);
  const hint = name === 'lastName' && !required ? `${id}-hint` : undefined;
  return (
    <div class={`field field-${name}`}>
      <label for={id}>
        {texts.form.fields[name]}
        {!required && <span class="optional"> ({texts.form.optional})</span>}
      </label>
      <input
        {...(name === 'phone' ? { type: 'tel' as const } : { type: 'text' as const })}
        autocomplete={AUTOCOMPLETE[name]}
        required={required}
        {...inputProps(props, hint === undefined ? [] : [hint])}
      />
      {hint !== undefined && (
        <p class="hint" id={hint}>
          {texts.form.oneName}
        </p>
      )}
      <FieldError name={name} problem={props.problem} />
    </div>
  );
}

/** Properties that all inputs share. `hints` are IDs of other descriptions. */
export function inputProps(props: FieldProps, hints: readonly string[] = []) {
  const id = fieldId(props.name);
  const described = props.problem === undefined ? hints : [errorId(id), ...hints];
  return {
    id,
    name: props.name,
    value: props.value,
    readOnly: props.readOnly,
    'aria-invalid': props.problem !== undefined,
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

/** A field's error message. */
export function FieldError({
  name,
  problem,
}: {
  readonly name: FieldName;
  readonly problem: Problem | undefined;
}) {
  const texts = useTexts();
  if (problem === undefined) return null;
  return (
    <p class="error" id={errorId(fieldId(name))}>
      <AlertIcon />
      <span>
        <span class="sr-only">{texts.errors.prefix} </span>
        {problemText(texts, problem, name)}
      </span>
    </p>
  );
}

/** A value that the inviting company has fixed. */
export function LockedField({ name, value }: { readonly name: FormField; readonly value: string }) {
  const texts = useTexts();
  return (
    <div class={`fact fact-${name}`}>
      <dt>{texts.form.fields[name]}</dt>
      <dd>{value}</dd>
    </div>
  );
}
