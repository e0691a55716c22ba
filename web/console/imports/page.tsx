import { listInvitationImports } from '../../../client/src/generated/sdk.gen.ts';
import type { InvitationImport } from '../../../client/src/generated/types.gen.ts';
import { call, currentSession } from '../../app/api.ts';
import { EmptyState, exactTime, Pill, Time } from '../../app/display.tsx';
import { useList } from '../../app/list.ts';
import { PageFrame } from '../../app/page.tsx';
import { SOON } from '../../app/query.ts';
import { type Column, DataTable } from '../../app/table.tsx';
import { UploadIcon } from '../../shared/icons.tsx';
import { saveTemplate } from './download.ts';
import { countOf, IMPORTS, isRunning, numeral, OUTCOMES, statusTone } from './states.ts';
import { importsWords } from './words.ts';

export { importsWords as words } from './words.ts';

/** The company's imports, newest first, and a button for a new one. */
export function Page() {
  const texts = importsWords.texts();
  const mayImport = currentSession().can('invitations:write');
  const list = useList<InvitationImport>({
    key: ['imports', 'list'],
    read: (page) => call(listInvitationImports({ query: page })),
    again: (rows) => (rows.some(isRunning) ? SOON : false),
  });
  return (
    <PageFrame
      title={texts.title}
      actions={
        mayImport && (
          <a class="button button-quiet" href={`${IMPORTS}/new`}>
            <UploadIcon />
            {texts.newImport}
          </a>
        )
      }
    >
      <DataTable
        title={texts.title}
        list={list}
        columns={columns()}
        rowId={({ id }) => id}
        rowName={({ createdAt }) => exactTime(new Date(createdAt))}
        href={({ id }) => `${IMPORTS}/${id}`}
        empty={
          <div class="panel">
            <EmptyState icon={<UploadIcon />} title={texts.list.empty}>
              <p>{texts.list.emptyHint}</p>
              {mayImport && (
                <>
                  <a class="button" href={`${IMPORTS}/new`}>
                    {texts.newImport}
                  </a>
                  <button class="link-button" type="button" onClick={saveTemplate}>
                    {texts.template}
                  </button>
                </>
              )}
            </EmptyState>
          </div>
        }
      />
    </PageFrame>
  );
}

function columns(): readonly Column<InvitationImport>[] {
  const all = importsWords.texts();
  const texts = all.list;
  return [
    {
      title: texts.started,
      cell: ({ createdAt, dryRun }) => (
        <>
          <span class="name">
            <Time at={createdAt} />
          </span>
          {dryRun && <span class="tag">{all.dryRun}</span>}
        </>
      ),
    },
    { title: texts.by, cell: ({ createdBy: { name } }) => name, look: 'note' },
    { title: texts.rows, cell: ({ total }) => numeral(total), look: 'number' },
    { title: texts.result, cell: (job) => <Counts job={job} />, look: 'note' },
    {
      title: texts.status,
      cell: ({ status }) => <Pill tone={statusTone(status)}>{all.statuses[status]}</Pill>,
      look: 'narrow',
    },
  ];
}

/** Shows the nonzero counts. */
function Counts({ job }: { readonly job: InvitationImport }) {
  const texts = importsWords.texts().tiles;
  const some = OUTCOMES.filter((outcome) => countOf(job, outcome) > 0);
  return (
    <span class="states">
      {some.map((outcome) => (
        <span key={outcome}>
          {texts[outcome]} <strong>{numeral(countOf(job, outcome))}</strong>
        </span>
      ))}
    </span>
  );
}
