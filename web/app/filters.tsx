/** Search, filters, and tabs of a list. Their state is in the URL. */
import type { ComponentChildren, TargetedEvent } from 'preact';
import { useEffect, useLayoutEffect, useRef, useState } from 'preact/hooks';

import { SearchIcon } from '../shared/icons.tsx';
import { useAddress } from './address.ts';
import { type Choice, Select } from './form.tsx';
import { filtered } from './list.ts';
import { moveFocus } from './menu.tsx';
import { appWords } from './words.ts';

/** The filters of a list, with a button to clear them. `names` are their URL parameters. */
export function FilterBar({
  names,
  children,
}: {
  readonly names: readonly string[];
  readonly children: ComponentChildren;
}) {
  const address = useAddress();
  const texts = appWords.texts().filters;
  const isFiltered = names.some((name) => address.get(name) !== undefined);
  return (
    <div class="filters" role="search" aria-label={texts.label}>
      {children}
      {isFiltered && (
        <button
          class="link-button"
          type="button"
          onClick={() => {
            address.change(filtered(Object.fromEntries(names.map((name) => [name, undefined]))));
          }}
        >
          {texts.clear}
        </button>
      )}
    </div>
  );
}

const TYPING = 250;

/** Searches while the person types. The `/` key focuses it from anywhere on the page. */
export function SearchFilter({
  name = 'q',
  label,
}: {
  readonly name?: string;
  readonly label: string;
}) {
  const [text, setText] = useTyped(name);
  return (
    <div class="search">
      <SearchIcon />
      <input
        class="input"
        type="search"
        data-search
        aria-label={label}
        placeholder={label}
        autocomplete="off"
        spellcheck={false}
        value={text}
        onInput={(event: TargetedEvent<HTMLInputElement>) => {
          setText(event.currentTarget.value);
        }}
      />
    </div>
  );
}

/** Shows only rows with a typed value. */
export function TextFilter({ name, label }: { readonly name: string; readonly label: string }) {
  const [text, setText] = useTyped(name);
  return (
    <label class="filter">
      <span>{label}</span>
      <input
        class="input"
        type="text"
        autocomplete="off"
        value={text}
        onInput={(event: TargetedEvent<HTMLInputElement>) => {
          setText(event.currentTarget.value);
        }}
      />
    </label>
  );
}

/** A typed text that is copied to the URL after a short pause. */
function useTyped(name: string): readonly [text: string, setText: (text: string) => void] {
  const address = useAddress();
  const wanted = address.get(name) ?? '';
  const [text, setText] = useState(wanted);
  const sent = useRef(wanted);
  // Synchronously, so that the next key is not overwritten.
  useLayoutEffect(() => {
    // Changed from outside: by Back, or by clearing the filters.
    if (wanted !== sent.current) setText(wanted);
    sent.current = wanted;
  }, [wanted]);
  useEffect(() => {
    if (text.trim() === sent.current) return undefined;
    const timer = setTimeout(() => {
      sent.current = text.trim();
      address.change(filtered({ [name]: text.trim() }), 'replace');
    }, TYPING);
    return () => {
      clearTimeout(timer);
    };
  }, [text]);
  return [text, setText];
}

/** Shows only rows with one of a few values. */
export function SelectFilter({
  name,
  label,
  choices,
}: {
  readonly name: string;
  readonly label: string;
  readonly choices: readonly Choice<string>[];
}) {
  const address = useAddress();
  const { any } = appWords.texts().filters;
  return (
    <label class="filter">
      <span>{label}</span>
      <Select
        value={address.get(name) ?? ''}
        choices={[{ value: '', label: any }, ...choices]}
        onChange={(value) => {
          address.change(filtered({ [name]: value }));
        }}
      />
    </label>
  );
}

/** Shows only rows from a day on, or up to a day. */
export function DateFilter({ name, label }: { readonly name: string; readonly label: string }) {
  const address = useAddress();
  return (
    <label class="filter">
      <span>{label}</span>
      <input
        class="input"
        type="date"
        value={address.get(name) ?? ''}
        onChange={(event: TargetedEvent<HTMLInputElement>) => {
          address.change(filtered({ [name]: event.currentTarget.value }));
        }}
      />
    </label>
  );
}

/** Tabs of a page. `?tab=…` selects one; the first is the default. */
export function Tabs<Value extends string>({
  label,
  tabs,
  current,
  clears = [],
}: {
  readonly label: string;
  readonly tabs: readonly Choice<Value>[];
  readonly current: Value;
  /** URL filters that only one of the tabs has; they are cleared when it changes. */
  readonly clears?: readonly string[];
}) {
  const address = useAddress();
  const gone = Object.fromEntries(clears.map((name) => [name, undefined]));
  return (
    <div
      class="tabs"
      role="tablist"
      aria-label={label}
      onKeyDown={(event) => {
        moveFocus(event, '[role="tab"]');
      }}
    >
      {tabs.map((tab, index) => (
        <button
          key={tab.value}
          id={`tab-${tab.value}`}
          class="tab"
          type="button"
          role="tab"
          aria-selected={tab.value === current}
          aria-controls="tab-panel"
          tabIndex={tab.value === current ? 0 : -1}
          onClick={() => {
            address.change(filtered({ ...gone, tab: index === 0 ? undefined : tab.value }));
          }}
        >
          {tab.label}
        </button>
      ))}
    </div>
  );
}

/** The panel of the selected tab; see {@link Tabs}. */
export function TabPanel({
  current,
  children,
}: {
  readonly current: string;
  readonly children: ComponentChildren;
}) {
  return (
    <div id="tab-panel" role="tabpanel" aria-labelledby={`tab-${current}`}>
      {children}
    </div>
  );
}

/** A URL parameter's value if it is one of `values`. */
export function oneOf<Value extends string>(
  value: string | undefined,
  values: readonly Value[],
): Value | undefined {
  return values.find((known) => known === value);
}
