import type { ComponentChildren } from 'preact';
import { useEffect, useRef } from 'preact/hooks';
import { useLocation } from 'preact-iso';

import { useAddress } from '../../app/address.ts';
import { PageFrame } from '../../app/page.tsx';
import { refresh } from '../../app/query.ts';
import { ownFile } from '../imports/request.ts';
import { IMPORTS } from '../imports/states.ts';
import { importsWords } from '../imports/words.ts';
import { CheckStep } from './check-step.tsx';
import { ColumnsStep } from './columns-step.tsx';
import { useImportDraft, usePlan } from './draft.ts';
import { FileStep } from './file-step.tsx';
import { startImport } from './start.ts';

/**
 * A new import in three steps, selected by the URL: the file, its columns (`?step=columns`), and the results of a dry run
 * (`?check=…`).
 */
export function NewImport() {
  const texts = importsWords.texts();
  const address = useAddress();
  const { route } = useLocation();
  const draft = useImportDraft();
  const { values, change, forget } = draft;
  const plan = usePlan(values);
  const checkId = address.get('check');
  const step =
    checkId !== undefined
      ? 'check'
      : plan !== undefined && address.get('step') === 'columns'
        ? 'columns'
        : 'file';
  const check = async (): Promise<void> => {
    if (plan === undefined) return;
    const file = ownFile(plan);
    const id = await startImport(file, values, true);
    void refresh('imports', 'list');
    change({ checkId: id, shift: String(file.shift), touched: [], stale: false });
    address.change({ step: undefined, check: id, outcome: undefined, page: undefined });
  };
  const send = async (): Promise<void> => {
    if (plan === undefined) return;
    const id = await startImport(ownFile(plan), values, false);
    void refresh('imports', 'list');
    forget();
    route(`${IMPORTS}/${id}`, true);
  };
  return (
    <PageFrame title={texts.newImport} back={{ href: IMPORTS, label: texts.title }}>
      {step === 'file' && (
        <Step number={1} heading={texts.file.heading}>
          <FileStep
            onRead={(form) => {
              change(form);
              address.change({ step: 'columns' });
            }}
          />
        </Step>
      )}
      {step === 'columns' && plan !== undefined && (
        <Step number={2} heading={texts.columns.heading}>
          <ColumnsStep draft={draft} table={plan.table} check={check} />
        </Step>
      )}
      {step === 'check' && checkId !== undefined && (
        <Step number={3} heading={texts.check.heading}>
          <CheckStep id={checkId} draft={draft} plan={plan} check={check} send={send} />
        </Step>
      )}
    </PageFrame>
  );
}

const STEPS = 3;

/** A step. Its heading gets the focus when the person comes from another step. */
function Step({
  number,
  heading,
  children,
}: {
  readonly number: number;
  readonly heading: string;
  readonly children: ComponentChildren;
}) {
  const title = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    if (hasMoved) title.current?.focus();
    return () => {
      hasMoved = true;
    };
  }, []);
  return (
    <section class="part-of-page" aria-labelledby="step">
      <div>
        <p class="under">{importsWords.texts().step(String(number), String(STEPS))}</p>
        <h2 id="step" tabIndex={-1} ref={title}>
          {heading}
        </h2>
      </div>
      {children}
    </section>
  );
}

/** False on the first step that is shown, where the page itself handles the focus. */
let hasMoved = false;
