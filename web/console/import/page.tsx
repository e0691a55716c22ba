import { useState } from 'preact/hooks';
import { useRoute } from 'preact-iso';

import { cancelInvitationImport } from '../../../client/src/generated/sdk.gen.ts';
import type { InvitationImport } from '../../../client/src/generated/types.gen.ts';
import { call, currentSession } from '../../app/api.ts';
import { BusyButton, ConfirmDialog } from '../../app/dialog.tsx';
import { exactTime, Loading, Pill } from '../../app/display.tsx';
import { PageFrame } from '../../app/page.tsx';
import { ProblemNote } from '../../app/problem.tsx';
import { refresh, useAction } from '../../app/query.ts';
import { toast } from '../../app/toast.tsx';
import { resultsOf, saveCsv } from '../imports/download.ts';
import { ImportProgress, ImportRows, OutcomeTiles, useImport } from '../imports/rows.tsx';
import { IMPORTS, isRunning, statusTone } from '../imports/states.ts';
import { importsWords } from '../imports/words.ts';
import { NewImport } from './new.tsx';

export { importsWords as words } from '../imports/words.ts';

/** A new import, or the one in the URL. */
export function Page() {
  const { id = '' } = useRoute().params;
  const mayImport = currentSession().can('invitations:write');
  return id === 'new' && mayImport ? <NewImport /> : <OneImport key={id} id={id} />;
}

function OneImport({ id }: { readonly id: string }) {
  const texts = importsWords.texts();
  const { data: job, error } = useImport(id);
  const [cancels, setCancels] = useState(false);
  const download = useAction(async () => {
    saveCsv(`${id}.csv`, await resultsOf(id));
  });
  const mayCancel = currentSession().can('invitations:write');
  const back = { href: IMPORTS, label: texts.title };
  if (job === undefined)
    return (
      <PageFrame title={texts.title} back={back}>
        {error === null ? <Loading /> : <ProblemNote failure={error} />}
      </PageFrame>
    );
  const title = job.dryRun ? texts.one.dryRunTitle : texts.one.title;
  return (
    <PageFrame
      title={title(exactTime(new Date(job.createdAt)))}
      back={back}
      beside={<Pill tone={statusTone(job.status)}>{texts.statuses[job.status]}</Pill>}
      actions={
        <>
          {mayCancel && job.status !== 'canceled' && isRunning(job) && (
            <button
              class="button button-quiet"
              type="button"
              onClick={() => {
                setCancels(true);
              }}
            >
              {texts.one.cancel}
            </button>
          )}
          <BusyButton
            class="button button-quiet"
            isBusy={download.isBusy}
            onClick={() => {
              download.run();
            }}
          >
            {download.isBusy ? texts.one.downloading : texts.one.download}
          </BusyButton>
        </>
      }
    >
      <ProblemNote failure={download.failure} />
      <Standing job={job} />
      <OutcomeTiles job={job} />
      <ImportRows job={job} />
      {cancels && (
        <CancelDialog
          id={id}
          onClose={() => {
            setCancels(false);
          }}
        />
      )}
    </PageFrame>
  );
}

/** The import's starter, progress, and canceler. */
function Standing({ job }: { readonly job: InvitationImport }) {
  const texts = importsWords.texts().one;
  return (
    <>
      <p>
        {texts.startedBy(job.createdBy.name)}
        {job.dryRun && <span class="under">{texts.nobodyInvited}</span>}
        {job.canceledBy !== undefined && (
          <span class="under">{texts.canceledBy(job.canceledBy.name)}</span>
        )}
      </p>
      {isRunning(job) && (
        <ImportProgress job={job} label={texts.rows}>
          {texts.background}
        </ImportProgress>
      )}
    </>
  );
}

function CancelDialog({ id, onClose }: { readonly id: string; readonly onClose: () => void }) {
  const texts = importsWords.texts().one;
  const action = useAction(async () => {
    await call(cancelInvitationImport({ path: { id } }));
    toast(texts.canceled);
    onClose();
    await refresh('imports');
    // The button that opened the dialog no longer exists.
    document.querySelector('h1')?.focus();
  });
  return (
    <ConfirmDialog
      title={texts.cancelTitle}
      confirm={texts.cancelConfirm}
      danger
      action={action}
      onClose={onClose}
    >
      <p>{texts.cancelText}</p>
    </ConfirmDialog>
  );
}
