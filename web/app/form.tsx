/** Form fields, each with a label, a hint, and an error message. */
import type { ComponentChildren, TargetedEvent } from 'preact';
import { useId } from 'preact/hooks';

/** Properties of every field. */
interface FieldProps {
  readonly label: string;
  readonly hint?: string | undefined;
  readonly error?: string | undefined;
  readonly class?: string;
}

/** Attributes that a field gives to its control. */
interface ControlProps {
  readonly id: string;
  readonly 'aria-describedby': string | undefined;
  readonly 'aria-invalid': boolean;
}

/** A label, a control, a hint, and an error. */
export function Field({
  label,
  hint,
  error,
  class: look = '',
  children,
}: FieldProps & { readonly children: (control: ControlProps) => ComponentChildren }) {
  const id = useId();
  const described = [hint !== undefined && `${id}-hint`, error !== undefined && `${id}-error`];
  return (
    <div class={`field ${look}`}>
      <label for={id}>{label}</label>
      {children({
        id,
        'aria-describedby': described.filter(Boolean).join(' ') || undefined,
        'aria-invalid': error !== undefined,
      })}
      {hint !== undefined && (
        <p class="field-hint" id={`${id}-hint`}>
          {hint}
        </p>
      )}
      {error !== undefined && (
        <p class="field-error" id={`${id}-error`}>
          {error}
        </p>
      )}
    </div>
  );
}

/** A part of a form with a heading. */
export function FormPart({
  title,
  children,
}: {
  readonly title: string;
  readonly children: ComponentChildren;
}) {
  return (
    <fieldset class="part">
      <legend>{title}</legend>
      <div class="columns">{children}</div>
    </fieldset>
  );
}

/** A single-line text field. */
export function TextField({
  value,
  onChange,
  inputMode,
  placeholder,
  autocomplete = 'off',
  ...field
}: FieldProps & {
  readonly value: string;
  readonly onChange: (value: string) => void;
  readonly inputMode?: 'email' | 'tel' | 'url' | 'numeric';
  readonly placeholder?: string;
  readonly autocomplete?: string;
}) {
  return (
    <Field {...field}>
      {(control) => (
        <input
          {...control}
          class="input"
          // Always "text": with other types, browsers may change or hide what was typed.
          type="text"
          {...(inputMode !== undefined && { inputMode })}
          {...(placeholder !== undefined && { placeholder })}
          autocomplete={autocomplete}
          value={value}
          onInput={(event: TargetedEvent<HTMLInputElement>) => {
            onChange(event.currentTarget.value);
          }}
        />
      )}
    </Field>
  );
}

/** A multi-line text field. */
export function TextArea({
  value,
  onChange,
  rows = 3,
  ...field
}: FieldProps & {
  readonly value: string;
  readonly onChange: (value: string) => void;
  readonly rows?: number;
}) {
  return (
    <Field {...field}>
      {(control) => (
        <textarea
          {...control}
          class="input"
          rows={rows}
          value={value}
          onInput={(event: TargetedEvent<HTMLTextAreaElement>) => {
            onChange(event.currentTarget.value);
          }}
        />
      )}
    </Field>
  );
}

/** An option: its value and its label. */
export interface Choice<Value extends string> {
  readonly value: Value;
  readonly label: string;
}

/** A choice of one from the native list. */
export function SelectField<Value extends string>({
  value,
  choices,
  onChange,
  ...field
}: FieldProps & {
  readonly value: Value;
  readonly choices: readonly Choice<Value>[];
  readonly onChange: (value: Value) => void;
}) {
  return (
    <Field {...field}>
      {(control) => <Select {...control} value={value} choices={choices} onChange={onChange} />}
    </Field>
  );
}

/** The native list without a label, for places that label it themselves. */
export function Select<Value extends string>({
  value,
  choices,
  onChange,
  ...control
}: {
  readonly value: Value;
  readonly choices: readonly Choice<Value>[];
  readonly onChange: (value: Value) => void;
  readonly id?: string;
  readonly 'aria-label'?: string;
  readonly 'aria-describedby'?: string | undefined;
  readonly 'aria-invalid'?: boolean;
}) {
  return (
    <select
      {...control}
      class="input select"
      value={value}
      onChange={(event: TargetedEvent<HTMLSelectElement>) => {
        const { value: chosen } = event.currentTarget;
        const found = choices.find((choice) => choice.value === chosen);
        if (found !== undefined) onChange(found.value);
      }}
    >
      {choices.map((choice) => (
        <option key={choice.value} value={choice.value}>
          {choice.label}
        </option>
      ))}
    </select>
  );
}

/** A choice of one of a few, all visible. */
export function RadioGroup<Value extends string>({
  label,
  value,
  choices,
  error,
  onChange,
}: {
  readonly label: string;
  /** Empty if nothing is selected. */
  readonly value: Value | '';
  readonly error?: string | undefined;
  readonly choices: readonly (Choice<Value> & { readonly hint?: string })[];
  readonly onChange: (value: Value) => void;
}) {
  const name = useId();
  return (
    <fieldset class="radios">
      <legend>{label}</legend>
      {choices.map((choice) => (
        <div key={choice.value} class="radio">
          <input
            type="radio"
            id={`${name}-${choice.value}`}
            name={name}
            checked={choice.value === value}
            aria-invalid={error !== undefined}
            aria-describedby={
              [
                error !== undefined && `${name}-error`,
                choice.hint !== undefined && `${name}-${choice.value}-hint`,
              ]
                .filter(Boolean)
                .join(' ') || undefined
            }
            onChange={() => {
              onChange(choice.value);
            }}
          />
          <label for={`${name}-${choice.value}`}>{choice.label}</label>
          {choice.hint !== undefined && (
            <p class="field-hint" id={`${name}-${choice.value}-hint`}>
              {choice.hint}
            </p>
          )}
        </div>
      ))}
      {error !== undefined && (
        <p class="field-error" id={`${name}-error`}>
          {error}
        </p>
      )}
    </fieldset>
  );
}

/** A checkbox. */
export function CheckField({
  label,
  hint,
  checked,
  onChange,
}: {
  readonly label: string;
  readonly hint?: string;
  readonly checked: boolean;
  readonly onChange: (checked: boolean) => void;
}) {
  const id = useId();
  return (
    <div class="check">
      <input
        type="checkbox"
        id={id}
        checked={checked}
        aria-describedby={hint === undefined ? undefined : `${id}-hint`}
        onChange={(event: TargetedEvent<HTMLInputElement>) => {
          onChange(event.currentTarget.checked);
        }}
      />
      <label for={id}>{label}</label>
      {hint !== undefined && (
        <p class="field-hint" id={`${id}-hint`}>
          {hint}
        </p>
      )}
    </div>
  );
}

/** A choice of any of a few, all visible. */
export function CheckGroup<Value extends string>({
  label,
  hint,
  values,
  choices,
  onChange,
}: {
  readonly label: string;
  readonly hint?: string;
  readonly values: readonly Value[];
  readonly choices: readonly (Choice<Value> & { readonly hint?: string })[];
  readonly onChange: (values: readonly Value[]) => void;
}) {
  const id = useId();
  return (
    <fieldset class="radios" aria-describedby={hint === undefined ? undefined : `${id}-hint`}>
      <legend>{label}</legend>
      {hint !== undefined && (
        <p class="field-hint whole" id={`${id}-hint`}>
          {hint}
        </p>
      )}
      {choices.map(({ value, ...choice }) => (
        <CheckField
          key={value}
          {...choice}
          checked={values.includes(value)}
          onChange={(checked) => {
            const others = values.filter((other) => other !== value);
            onChange(checked ? [...others, value] : others);
          }}
        />
      ))}
    </fieldset>
  );
}
