/** Lists as tables, with row menus, selection, and pages. On a phone, each row is a card. */
import type { ComponentChildren, TargetedEvent } from 'preact';
import { useEffect, useReducer, useRef } from 'preact/hooks';

import { SearchIcon } from '../shared/icons.tsx';
import { EmptyState } from './display.tsx';
import type { List } from './list.ts';
import { Menu, type MenuItem } from './menu.tsx';
import { ProblemNote } from './problem.tsx';
import { appWords } from './words.ts';

/** A column. The first column is the row header. */
export interface Column<Row> {
  readonly title: string;
  readonly cell: (row: Row) => ComponentChildren;
  /** Numbers and dates do not wrap; notes get more room. */
  readonly look?: 'number' | 'narrow' | 'note';
}

/** The selected rows, by ID. */
export interface Selection {
  readonly ids: ReadonlySet<string>;
  readonly change: (ids: ReadonlySet<string>) => void;
}

export interface DataTableProps<Row> {
  /** The table's name for screen readers. */
  readonly title: string;
  readonly list: List<Row>;
  readonly columns: readonly Column<Row>[];
  readonly rowId: (row: Row) => string;
  readonly rowName: (row: Row) => string;
  /** The URL of the row's details. */
  readonly href?: (row: Row) => string;
  readonly menu?: (row: Row) => readonly MenuItem[];
  readonly selection?: Selection;
  /** The row whose details are open. */
  readonly openId?: string | undefined;
  /** Shown if there are no rows and no filters. */
  readonly empty: ComponentChildren;
  readonly isFiltered?: boolean;
}

/** A list in all its states: loading, failed, empty, no matches, or filled. */
export function DataTable<Row>(props: DataTableProps<Row>) {
  const { list, empty, isFiltered = false } = props;
  const rows = useScreenFirst(list.rows, props.rowId);
  const texts = appWords.texts().table;
  if (list.failure !== undefined)
    return <ProblemNote failure={list.failure} onRetry={list.reload} />;
  if (!list.isLoading && list.rows.length === 0) {
    if (list.next === undefined && list.previous === undefined && !isFiltered) return <>{empty}</>;
    const [title, hint] =
      list.next === undefined ? [texts.noMatch, texts.noMatchHint] : [texts.goOn, texts.goOnHint];
    return (
      <div class="panel">
        <EmptyState icon={<SearchIcon />} title={title}>
          <p>{hint}</p>
        </EmptyState>
        <Pager list={list} />
      </div>
    );
  }
  return (
    <div class="panel" aria-busy={list.isLoading || list.isStale}>
      <div class={list.isStale ? 'table-box table-stale' : 'table-box'}>
        <table class="table" aria-label={props.title}>
          <Head {...props} />
          <tbody>
            {list.isLoading ? (
              <Waiting columns={columnsOf(props)} />
            ) : (
              rows.map((row) => <TableRow key={props.rowId(row)} row={row} {...props} />)
            )}
          </tbody>
        </table>
      </div>
      <Pager list={list} />
    </div>
  );
}

/** At least as many rows as fit on a screen. */
const SCREEN = 25;

/**
 * Renders the rows that fill the screen first and the rest in the next frame, because a hundred rows take four times as long.
 * Rows that are refreshed stay rendered.
 */
function useScreenFirst<Row>(rows: readonly Row[], idOf: (row: Row) => string): readonly Row[] {
  const drawn = useRef<ReadonlySet<string>>(new Set());
  const [, draw] = useReducer<number, undefined>((count) => count + 1, 0);
  const areNew = rows.length > SCREEN && !rows.some((row) => drawn.current.has(idOf(row)));
  useEffect(() => {
    const note = (): void => {
      drawn.current = new Set(rows.map(idOf));
    };
    if (!areNew) {
      note();
      return undefined;
    }
    // After the frame that shows the first rows.
    const frame = requestAnimationFrame(() => {
      setTimeout(() => {
        note();
        draw(undefined);
      });
    });
    return () => {
      cancelAnimationFrame(frame);
    };
  }, [rows]);
  return areNew ? rows.slice(0, SCREEN) : rows;
}

function columnsOf<Row>({ columns, selection, menu }: DataTableProps<Row>): number {
  return columns.length + (selection === undefined ? 0 : 1) + (menu === undefined ? 0 : 1);
}

function Head<Row>({ columns, selection, menu, list, rowId }: DataTableProps<Row>) {
  const texts = appWords.texts().table;
  const ids = list.rows.map(rowId);
  const areAll = ids.length > 0 && ids.every((id) => selection?.ids.has(id) === true);
  return (
    <thead>
      <tr>
        {selection !== undefined && (
          <th scope="col" class="cell-check">
            <input
              type="checkbox"
              aria-label={texts.selectAll}
              checked={areAll}
              onChange={() => {
                selection.change(new Set(areAll ? [] : ids));
              }}
            />
          </th>
        )}
        {columns.map(({ title, look }) => (
          <th key={title} scope="col" class={look === undefined ? undefined : `cell-${look}`}>
            {title}
          </th>
        ))}
        {menu !== undefined && <td class="cell-menu" />}
      </tr>
    </thead>
  );
}

function TableRow<Row>({
  row,
  columns,
  rowId,
  rowName,
  href,
  menu,
  selection,
  openId,
}: DataTableProps<Row> & { readonly row: Row }) {
  const texts = appWords.texts().table;
  const id = rowId(row);
  const name = rowName(row);
  const isSelected = selection?.ids.has(id) === true;
  const items = menu?.(row);
  return (
    <tr class={id === openId ? 'row row-open' : isSelected ? 'row row-selected' : 'row'}>
      {selection !== undefined && (
        <td class="cell-check">
          <input
            type="checkbox"
            aria-label={texts.select(name)}
            checked={isSelected}
            onChange={(event: TargetedEvent<HTMLInputElement>) => {
              const ids = new Set(selection.ids);
              if (event.currentTarget.checked) ids.add(id);
              else ids.delete(id);
              selection.change(ids);
            }}
          />
        </td>
      )}
      {columns.map(({ title, cell, look }, index) =>
        index === 0 ? (
          <th key={title} scope="row" class="cell-name">
            {href === undefined ? (
              cell(row)
            ) : (
              <a class="row-link" href={href(row)}>
                {cell(row)}
              </a>
            )}
          </th>
        ) : (
          <td
            key={title}
            data-label={title}
            class={look === undefined ? undefined : `cell-${look}`}
          >
            {cell(row)}
          </td>
        ),
      )}
      {menu !== undefined && (
        <td class="cell-menu">
          {items !== undefined && items.length > 0 && (
            <Menu label={texts.actionsFor(name)} items={() => items} />
          )}
        </td>
      )}
    </tr>
  );
}

const WAITING_ROWS = [1, 2, 3, 4, 5, 6];

function Waiting({ columns }: { readonly columns: number }) {
  return (
    <>
      {WAITING_ROWS.map((row) => (
        <tr key={row} class="row row-waiting">
          <td colSpan={columns}>
            {row === 1 && <span class="sr-only">{appWords.texts().table.loading}</span>}
            <span class="bone" aria-hidden="true" />
          </td>
        </tr>
      ))}
    </>
  );
}

/** Buttons for the next and previous page; nothing if there is only one page. */
export function Pager({
  list: { next, previous },
}: {
  readonly list: Pick<List<unknown>, 'next' | 'previous'>;
}) {
  const texts = appWords.texts().table;
  if (next === undefined && previous === undefined) return null;
  return (
    <nav class="pager" aria-label={texts.pages}>
      <button
        class="button button-quiet button-small"
        type="button"
        aria-disabled={previous === undefined}
        onClick={() => previous?.()}
      >
        {texts.previous}
      </button>
      <button
        class="button button-quiet button-small"
        type="button"
        aria-disabled={next === undefined}
        onClick={() => next?.()}
      >
        {texts.next}
      </button>
    </nav>
  );
}

/** Actions on the selected rows, above the table. */
export function SelectionBar({
  selection,
  count = selection.ids.size,
  children,
}: {
  readonly selection: Selection;
  /** Number of selected rows, if it is more than the IDs. */
  readonly count?: number | undefined;
  readonly children: ComponentChildren;
}) {
  const texts = appWords.texts().table;
  if (selection.ids.size === 0) return null;
  return (
    <div class="selection" role="region" aria-label={texts.selected(count)}>
      <strong>{texts.selected(count)}</strong>
      <span class="selection-actions">{children}</span>
      <button
        class="link-button"
        type="button"
        onClick={() => {
          selection.change(new Set());
        }}
      >
        {texts.clearSelection}
      </button>
    </div>
  );
}
