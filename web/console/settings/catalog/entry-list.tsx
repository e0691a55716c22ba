/** A list of the catalog. Entries can be added, renamed, moved, and removed. */
import { useId, useLayoutEffect, useRef, useState } from 'preact/hooks';

import { CheckField } from '../../../app/form.tsx';
import { fieldError } from '../../../app/problem.tsx';
import { CloseIcon, PlusIcon } from '../../../shared/icons.tsx';
import type { TenantForm } from '../editor.tsx';
import {
  type CatalogForm,
  ENTRIES_MAX,
  type Entry,
  fieldOf,
  filled,
  idsOf,
  moved,
  newEntry,
  newKey,
  removedFrom,
} from './form.ts';
import type { ListName } from './texts.ts';
import { catalogWords } from './words.ts';

interface Props {
  readonly list: ListName;
  readonly form: TenantForm<CatalogForm>;
  readonly problems: Readonly<Record<string, string>>;
}

export function EntryList({ list, form, problems }: Props) {
  const { values, saved, change, isTried, failure } = form;
  const texts = catalogWords.texts();
  const own = texts.lists[list];
  const entries = values[list];
  const sent = filled(entries);
  const ids = new Map(idsOf(sent, USUAL_ID[list]).map(([id, { key }]) => [key, id]));
  const [said, setSaid] = useState('');
  const { box, focusNext } = useNextFocus();
  const removed = removedFrom(saved[list], entries);
  const isFull = entries.length >= ENTRIES_MAX;
  const set = (next: readonly Entry[]): void => {
    change({ [list]: next });
  };
  const errorOf = (entry: Entry, field: 'name' | 'id'): string | undefined => {
    const path = `catalog.${list}.${sent.indexOf(entry)}`;
    return (
      (isTried ? problems[fieldOf(list, entry, field)] : undefined) ??
      fieldError(failure, list === 'ranks' ? path : `${path}.${field}`)
    );
  };
  return (
    <fieldset ref={box} class="part">
      <legend>{own.title}</legend>
      <p class="field-hint part-hint">{own.hint}</p>
      {entries.length === 0 ? (
        <p class="field-hint">{own.none}</p>
      ) : (
        <ol class="entries">
          {entries.map((entry, at) => {
            const name = entry.name.trim() || own.entry(at + 1);
            const move = (steps: number): void => {
              const next = moved(entries, at, steps);
              if (next === entries) return;
              set(next);
              setSaid(texts.moved(name, at + steps + 1, entries.length));
              focusNext(`${steps < 0 ? 'up' : 'down'} ${entry.key}`);
            };
            return (
              <li key={entry.key} class="entry">
                <EntryFields
                  list={list}
                  entry={entry}
                  number={at + 1}
                  id={ids.get(entry.key) ?? ''}
                  errorOf={(field) => errorOf(entry, field)}
                  change={(some) => {
                    set(entries.with(at, { ...entry, ...some }));
                  }}
                />
                <span class="entry-actions">
                  <button
                    class="icon-button"
                    type="button"
                    data-focus={`up ${entry.key}`}
                    aria-label={texts.up(name)}
                    aria-disabled={at === 0}
                    onClick={() => {
                      move(-1);
                    }}
                  >
                    ↑
                  </button>
                  <button
                    class="icon-button"
                    type="button"
                    data-focus={`down ${entry.key}`}
                    aria-label={texts.down(name)}
                    aria-disabled={at === entries.length - 1}
                    onClick={() => {
                      move(1);
                    }}
                  >
                    ↓
                  </button>
                  <button
                    class="icon-button"
                    type="button"
                    data-focus={`remove ${entry.key}`}
                    aria-label={texts.remove(name)}
                    onClick={() => {
                      const neighbor = entries[at + 1] ?? entries[at - 1];
                      set(entries.toSpliced(at, 1));
                      focusNext(neighbor === undefined ? 'add' : `remove ${neighbor.key}`);
                    }}
                  >
                    <CloseIcon />
                  </button>
                </span>
              </li>
            );
          })}
        </ol>
      )}
      <div class="entries-foot">
        <button
          class="button button-quiet button-small"
          type="button"
          data-focus="add"
          aria-disabled={isFull}
          onClick={() => {
            if (isFull) return;
            const key = newKey();
            set([...entries, newEntry(key)]);
            focusNext(`name ${key}`);
          }}
        >
          <PlusIcon />
          {own.add}
        </button>
        {isFull && <p class="field-hint">{texts.full(ENTRIES_MAX)}</p>}
      </div>
      {removed.length > 0 && (
        <p class="callout callout-warm entries-foot" role="status">
          {own.removed(removed.join(', '))}
        </p>
      )}
      <p class="sr-only" role="status">
        {said}
      </p>
    </fieldset>
  );
}

/** Base IDs for names without any character that an ID can have. */
const USUAL_ID: Readonly<Record<ListName, string>> = {
  services: 'service',
  servicePlans: 'plan',
  ranks: '',
};

function EntryFields({
  list,
  entry: { key, name, savedId, id: chosenId, isDefault },
  number,
  id,
  errorOf,
  change,
}: {
  readonly list: ListName;
  readonly entry: Entry;
  readonly number: number;
  /** The entry's current or future ID. */
  readonly id: string;
  readonly errorOf: (field: 'name' | 'id') => string | undefined;
  readonly change: (some: Partial<Entry>) => void;
}) {
  const texts = catalogWords.texts();
  const entry = texts.lists[list].entry(number);
  const hasId = list !== 'ranks';
  return (
    <>
      <TypedField
        label={`${entry}: ${texts.name}`}
        placeholder={texts.name}
        look="entry-name"
        focusName={`name ${key}`}
        value={name}
        note={hasId && savedId !== undefined ? texts.idShown(savedId) : undefined}
        error={errorOf('name')}
        onChange={(typed) => {
          change({ name: typed });
        }}
      />
      {hasId && savedId === undefined && (
        <TypedField
          label={`${entry}: ${texts.id}`}
          placeholder={name.trim() === '' ? texts.id : id}
          look="entry-id"
          focusName={`id ${key}`}
          value={chosenId}
          note={texts.idHint}
          error={errorOf('id')}
          onChange={(typed) => {
            change({ id: typed });
          }}
        />
      )}
      {list === 'services' && (
        <CheckField
          label={texts.isDefault}
          checked={isDefault}
          onChange={(checked) => {
            change({ isDefault: checked });
          }}
        />
      )}
    </>
  );
}

/** A field in a row, labeled for screen readers with its entry. */
function TypedField({
  label,
  placeholder,
  look,
  focusName,
  value,
  note,
  error,
  onChange,
}: {
  readonly label: string;
  readonly placeholder: string;
  readonly look: string;
  readonly focusName: string;
  readonly value: string;
  readonly note: string | undefined;
  readonly error: string | undefined;
  readonly onChange: (value: string) => void;
}) {
  const id = useId();
  const described = [note !== undefined && `${id}-note`, error !== undefined && `${id}-error`];
  return (
    <div class={`field ${look}`}>
      <input
        class="input"
        type="text"
        autocomplete="off"
        data-focus={focusName}
        aria-label={label}
        aria-describedby={described.filter(Boolean).join(' ') || undefined}
        aria-invalid={error !== undefined}
        placeholder={placeholder}
        value={value}
        onInput={(event) => {
          onChange(event.currentTarget.value);
        }}
      />
      {note !== undefined && (
        <p class="field-hint" id={`${id}-note`}>
          {note}
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

/**
 * Moves the focus to an element by its `data-focus`, because a row that moves or is removed would lose it. Synchronously after
 * rendering, so that the next key press reaches it.
 */
function useNextFocus() {
  const box = useRef<HTMLFieldSetElement>(null);
  const wanted = useRef<string | undefined>(undefined);
  useLayoutEffect(() => {
    if (wanted.current === undefined) return;
    box.current
      ?.querySelector<HTMLElement>(`[data-focus="${CSS.escape(wanted.current)}"]`)
      ?.focus();
    wanted.current = undefined;
  });
  return {
    box,
    focusNext: (name: string) => {
      wanted.current = name;
    },
  };
}
