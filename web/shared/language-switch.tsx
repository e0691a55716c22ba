import type { TargetedEvent } from 'preact';
import { LANGUAGES, type Language } from '../../lambdas/modules/platform/locale.ts';
import { LANGUAGE_NAMES } from './locale.ts';

/** Chooses the language of the page: a native list, which every keyboard and screen reader knows. */
export function LanguageSwitch({
  language,
  label,
  onChange,
}: {
  readonly language: Language;
  /** What the list is for, in the language of the page. */
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
