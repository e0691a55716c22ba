import { useLayoutEffect, useRef } from 'preact/hooks';
import { AlertIcon } from '../shared/icons.tsx';
import { fieldId } from './fields.tsx';
import type { FieldName } from './field-mode.ts';
import { problemText } from './messages.ts';
import type { Problem } from './problems.ts';
import { useTexts } from './texts-context.ts';

/** One line of the summary, with the field that it is about if it is about one. */
export interface SummaryEntry {
  readonly field?: FieldName;
  readonly problem: Problem;
}

/** What stopped the form, taking the focus each time it was sent. */
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

/** Goes to the field without changing the address: the fragment holds the token. */
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
