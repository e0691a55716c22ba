import type { TargetedEvent } from 'preact';

import { type Language, LANGUAGES } from '../../lambdas/modules/platform/locale.ts';
import { LANGUAGE_NAMES } from './locale.ts';

/** A native list for choosing the page's language, which every keyboard and screen reader supports. */
export function LanguageSwitch({
  language,
  label,
  onChange,
}: {
  readonly language: Language;
  /** The list's label, in the page's language. */
  readonly label: string;
  readonly onChange: (language: Language) => void;
}) {
  return (
    <header class="topbar">
      <select
        class="language"
        aria-label={label}
        value={language}
        onChange={(event: TargetedEvent<HTMLSelectElement>) => {
          const { value } = event.currentTarget;
          const chosen = LANGUAGES.find((known) => known === value);
          if (chosen !== undefined) onChange(chosen);
        }}
      >
        {LANGUAGES.map((known) => (
          <option key={known} value={known} lang={known}>
            {LANGUAGE_NAMES[known]}
          </option>
        ))}
      </select>
    </header>
  );
}
