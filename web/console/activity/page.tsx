import { listActivity, listAdministrators } from '../../../client/src/generated/sdk.gen.ts';
import type { Activity } from '../../../client/src/generated/types.gen.ts';
import { type Address, useAddress } from '../../app/address.ts';
import { call, currentSession } from '../../app/api.ts';
import { EmptyState, Loading } from '../../app/display.tsx';
import { DateFilter, FilterBar, oneOf, SelectFilter } from '../../app/filters.tsx';
import { filtered, type List, useList } from '../../app/list.ts';
import { PageFrame } from '../../app/page.tsx';
import { ProblemNote } from '../../app/problem.tsx';
import { useQuery } from '../../app/query.ts';
import { Pager } from '../../app/table.tsx';
import { appWords, pageLanguage } from '../../app/words.ts';
import { PulseIcon, SearchIcon } from '../../shared/icons.tsx';
import { dayName, daysOf } from './entries.ts';
import { actorName, Entry } from './entry.tsx';
import { useNames } from './names.ts';
import { activityWords } from './words.ts';

export { activityWords as words } from './words.ts';

const OBJECTS = [
  'invitation',
  'customer',
  'contact',
  'import',
  'bulk_action',
  'administrator',
  'tenant',
  'application',
  'preset',
  'webhook',
  'api_client',
  'suppression',
] as const;
const FILTERS = ['by', 'about', 'object', 'from', 'until'];
/** Refresh interval, in milliseconds: new entries may appear at any time. */
const NOW_AND_THEN = 15_000;

/** The company's activity log. */
export function Page() {
  const address = useAddress();
  const texts = activityWords.texts();
  const filter = filterOf(address);
  const list = useList({
    key: ['activity', filter],
    read: (page) => call(listActivity({ query: { ...filter, ...page } })),
    again: () => NOW_AND_THEN,
  });
  const isFiltered = FILTERS.some((name) => address.get(name) !== undefined);
  return (
    <PageFrame title={texts.title}>
      <Filters rows={list.rows} />
      <Log list={list} isFiltered={isFiltered} />
    </PageFrame>
  );
}

function Filters({ rows }: { readonly rows: readonly Activity[] }) {
  const address = useAddress();
  const texts = activityWords.texts();
  const people = usePeople(rows, address.get('by'));
  return (
    <>
      <FilterBar names={FILTERS}>
        <SelectFilter name="by" label={texts.person} choices={people} />
        <SelectFilter
          name="about"
          label={texts.about}
          choices={OBJECTS.map((value) => ({ value, label: texts.objects[value] }))}
        />
        <DateFilter name="from" label={texts.from} />
        <DateFilter name="until" label={texts.until} />
      </FilterBar>
      {address.get('object') !== undefined && (
        <p class="selection">
          <span>
            {texts.shownObject} <code>{address.get('object')}</code>
          </span>
          <button
            class="link-button"
            type="button"
            onClick={() => {
              address.change(filtered({ object: undefined }));
            }}
          >
            {texts.showAll}
          </button>
        </p>
      )}
    </>
  );
}

/** The company's own people, plus the actor in the URL. */
function usePeople(rows: readonly Activity[], chosen: string | undefined) {
  const texts = activityWords.texts();
  const { data } = useQuery({
    key: ['administrators', 'people'],
    read: () => call(listAdministrators()),
    enabled: currentSession().can('administrators:read'),
  });
  const people = (data?.data ?? []).flatMap(({ userId, name, email }) =>
    userId === undefined ? [] : [{ value: userId, label: name ?? email }],
  );
  if (chosen === undefined || people.some(({ value }) => value === chosen)) return people;
  const actor = rows.find(({ actor: { id } }) => id === chosen)?.actor;
  return [
    ...people,
    { value: chosen, label: actor === undefined ? texts.somebody : actorName(actor) },
  ];
}

function Log({
  list,
  isFiltered,
}: {
  readonly list: List<Activity>;
  readonly isFiltered: boolean;
}) {
  const texts = activityWords.texts();
  const nameOf = useNames(list.rows);
  if (list.failure !== undefined)
    return <ProblemNote failure={list.failure} onRetry={list.reload} />;
  if (list.isLoading)
    return (
      <div class="panel" aria-busy>
        <Loading />
      </div>
    );
  if (list.rows.length === 0) return <Nothing list={list} isFiltered={isFiltered} />;
  const now = new Date();
  return (
    <div class={list.isStale ? 'log table-stale' : 'log'} aria-busy={list.isStale}>
      {daysOf(list.rows).map(({ day, entries }) => (
        <section key={day} class="log-day" aria-labelledby={`day-${day}`}>
          <h2 id={`day-${day}`}>{dayName(day, now, pageLanguage(), texts)}</h2>
          <ol class="panel log-entries">
            {entries.map((entry) => (
              <Entry key={entry.id} entry={entry} nameOf={nameOf} />
            ))}
          </ol>
        </section>
      ))}
      <Pager list={list} />
    </div>
  );
}

function Nothing({
  list,
  isFiltered,
}: {
  readonly list: List<Activity>;
  readonly isFiltered: boolean;
}) {
  const texts = activityWords.texts();
  const { goOn, goOnHint, noMatch, noMatchHint } = appWords.texts().table;
  const mayGoOn = list.next !== undefined;
  const [title, hint] = mayGoOn
    ? [goOn, goOnHint]
    : isFiltered || list.previous !== undefined
      ? [noMatch, noMatchHint]
      : [texts.empty, texts.emptyHint];
  return (
    <div class="panel">
      <EmptyState icon={isFiltered ? <SearchIcon /> : <PulseIcon />} title={title}>
        <p>{hint}</p>
      </EmptyState>
      <Pager list={list} />
    </div>
  );
}

/** The URL's filters as API parameters. Invalid values are ignored. */
function filterOf(address: Address) {
  const actorId = idIn(address.get('by'));
  const objectId = idIn(address.get('object'));
  const about = oneOf(address.get('about'), OBJECTS);
  const from = startOfDay(address.get('from'));
  const until = startOfDay(address.get('until'), 1);
  return {
    ...(actorId !== undefined && { actorId }),
    ...(objectId !== undefined && { objectId }),
    ...(about !== undefined && { type: `${about}.*` }),
    ...(from !== undefined && { createdAfter: from }),
    ...(until !== undefined && { createdBefore: until }),
  };
}

function idIn(text: string | undefined): string | undefined {
  return text !== undefined && /^[\w+-]{1,100}$/.test(text) ? text : undefined;
}

/** The start of a day, or of the day `later` days after it, in the reader’s time zone. */
function startOfDay(day: string | undefined, later = 0): string | undefined {
  if (day === undefined || !/^\d{4}-\d\d-\d\d$/.test(day)) return undefined;
  const time = new Date(`${day}T00:00`);
  time.setDate(time.getDate() + later);
  return Number.isNaN(time.getTime()) ? undefined : time.toISOString();
}
