import { useLayoutEffect, useRef } from 'preact/hooks';

import { AlertIcon } from '../shared/icons.tsx';
import type { FieldName } from './field-mode.ts';
import { fieldId } from './fields.tsx';
import { problemText } from './messages.ts';
import type { Problem } from './problems.ts';
import { useTexts } from './texts-context.ts';

/** A line of the summary, with its field if it has one. */
export interface SummaryEntry {
  readonly field?: FieldName;
  readonly problem: Problem;
}

/** The errors that stopped the form. It gets the focus after each submit. */
export function ErrorSummary({ entries }: { readonly entries: readonly SummaryEntry[] }) {
  const texts = useTexts();
  const box = useRef<HTMLDivElement>(null);
  useLayoutEffect(() => {
    box.current?.focus();
  }, [entries]);
  if (entries.length === 0) return null;
  return (
    <div class="summary" role="group" aria-labelledby="summary-title" tabIndex={-1} ref={box}>
      <h2 class="summary-title" id="summary-title">
        <AlertIcon />
        {texts.errors.summary(entries.length)}
      </h2>
      <ul>
        {entries.map(({ field, problem }, index) => (
          <li key={field ?? index}>
            {field === undefined ? (
              problemText(texts, problem)
            ) : (
              <FieldLink field={field}>{problemText(texts, problem, field)}</FieldLink>
            )}
          </li>
        ))}
      </ul>
    </div>
  );
}

/** Focuses the field without changing the URL, whose fragment holds the token. */
function FieldLink({ field, children }: { readonly field: FieldName; readonly children: string }) {
  const id = fieldId(field);
  return (
    <a
      href={`#${id}`}
      onClick={(event) => {
        event.preventDefault();
        document.getElementById(id)?.focus();
      }}
    >
      {children}
    </a>
  );
}
