import { useState } from 'preact/hooks';

import { type FormField } from '../../lambdas/modules/platform/form-fields.ts';
import { FORM_FIELDS } from '../../lambdas/modules/platform/form-fields.ts';
import type { SummaryEntry } from './error-summary.tsx';
import type { FieldModes, FieldName } from './field-mode.ts';
import { fieldModes, formOrder, withOpened } from './form-fields.ts';
import {
  type AccountAddress,
  accountAddress,
  type FormValues,
  prefilledValues,
} from './form-values.ts';
import type { Refusal } from './http.ts';
import { findProblems, type Problem, type Problems, sortRefused } from './problems.ts';
import type { Invitation } from './sign-up-api.ts';
import { useTexts } from './texts-context.ts';

/** The state of the form. */
export interface Form {
  readonly values: FormValues;
  readonly modes: FieldModes;
  readonly address: AccountAddress;
  /** True while the person types an address other than the invited one. */
  readonly typingAddress: boolean;
  /** All fields in page order. */
  readonly order: readonly FieldName[];
  /** The errors of the last submit. */
  readonly summary: readonly SummaryEntry[];
  /** The problem to show at a field now. */
  readonly problemOf: (field: FieldName) => Problem | undefined;
  readonly change: (field: FieldName, value: string) => void;
  /** Marks a field as left. A field that was merely passed through shows no error yet. */
  readonly leave: (field: FieldName) => void;
  readonly typeAddress: (typing: boolean) => void;
  /** Adds a problem that only the server can find. */
  readonly note: (field: FieldName, problem: Problem | undefined) => void;
  /** Shows all problems of `fields`, by default of all fields; returns `false` if there are any. */
  readonly check: (fields?: readonly FieldName[]) => boolean;
  readonly showRefusal: (refusal: Refusal) => void;
}

/** Keeps the form's values and problems, and decides which problems to show. */
export function useForm(invitation: Invitation): Form {
  const [values, setValues] = useState(() => prefilledValues(invitation));
  const [modes, setModes] = useState(() => fieldModes(invitation));
  const [typingAddress, setTypingAddress] = useState(false);
  const [codeWanted, setCodeWanted] = useState(false);
  const [changed, setChanged] = useState<ReadonlySet<FieldName>>(new Set());
  const [shown, setShown] = useState<ReadonlySet<FieldName>>(new Set());
  const [refused, setRefused] = useState<Problems>({});
  const [summary, setSummary] = useState<readonly SummaryEntry[]>([]);
  const order: FieldName[] = ['email', 'code', ...formOrder(useTexts()), 'password'];

  const asked = accountAddress(invitation, typingAddress ? values.email : undefined);
  const address = { ...asked, needsCode: asked.needsCode || codeWanted };
  const broken = findProblems(values, modes, invitation, address);

  const note = (field: FieldName, problem: Problem | undefined): void => {
    setRefused((current) => ({ ...current, [field]: problem }));
  };

  return {
    values,
    modes,
    address,
    typingAddress,
    order,
    summary,
    problemOf: (field) => refused[field] ?? (shown.has(field) ? broken[field] : undefined),
    note,
    change(field, value) {
      setValues((current) => ({ ...current, [field]: value }));
      setChanged((current) => new Set(current).add(field));
      note(field, undefined);
    },
    leave(field) {
      if (changed.has(field)) setShown((current) => new Set(current).add(field));
    },
    typeAddress(typing) {
      setTypingAddress(typing);
      setRefused((current) => ({ ...current, email: undefined, code: undefined }));
    },
    check(fields = order) {
      setShown(new Set(fields));
      const wrong = summaryOf(broken, fields);
      setSummary(wrong);
      if (wrong.length === 0) setRefused({});
      return wrong.length === 0;
    },
    showRefusal(refusal) {
      const { fields, others } = sortRefused(refusal.errors, values);
      const found = withMeaning(refusal, fields, invitation);
      setRefused(found);
      setModes((current) => withOpened(current, formFieldsIn(found)));
      if (found.code !== undefined) setCodeWanted(true);
      const entries = [...summaryOf(found, order), ...others.map((problem) => ({ problem }))];
      setSummary(entries.length > 0 ? entries : [{ problem: { rule: 'refused', sentence: '' } }]);
    },
  };
}

/** Adds problems that follow from an error's code. */
function withMeaning({ code }: Refusal, fields: Problems, { email }: Invitation): Problems {
  if (code === 'password_policy') return { ...fields, password: { rule: 'passwordRefused' } };
  if (code === 'email_mismatch')
    return { ...fields, email: { rule: 'emailMismatch', invited: email } };
  return fields;
}

function formFieldsIn(problems: Problems): FormField[] {
  return FORM_FIELDS.filter((field) => problems[field] !== undefined);
}

function summaryOf(problems: Problems, order: readonly FieldName[]): SummaryEntry[] {
  return order.flatMap((field) => {
    const problem = problems[field];
    return problem === undefined ? [] : [{ field, problem }];
  });
}
