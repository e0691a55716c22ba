import type { TargetedEvent } from 'preact';
import { useEffect, useRef, useState } from 'preact/hooks';

import { MAX_ROWS } from '../../../lambdas/modules/imports/csv-lines.ts';
import { TextArea } from '../../app/form.tsx';
import { pageLanguage } from '../../app/words.ts';
import { UploadIcon } from '../../shared/icons.tsx';
import { saveTemplate } from '../imports/download.ts';
import { numeral } from '../imports/states.ts';
import { decode, isTooLarge, type NoTable } from '../imports/table-file.ts';
import { importsWords } from '../imports/words.ts';
import { formOf, type ImportForm } from './draft.ts';
import { Wrong } from './notes.tsx';

/** Accepts a file that is dropped anywhere on the page or chosen, and pasted rows. */
export function FileStep({ onRead }: { readonly onRead: (form: Partial<ImportForm>) => void }) {
  const texts = importsWords.texts();
  const input = useRef<HTMLInputElement>(null);
  const [problem, setProblem] = useState<string>();
  const [pasted, setPasted] = useState('');
  const [pasteProblem, setPasteProblem] = useState<string>();
  const open = async (file: File | undefined): Promise<void> => {
    if (file === undefined) return;
    setProblem(undefined);
    try {
      const read = await formOfFile(file);
      if ('problem' in read) setProblem(sentenceFor(read));
      else onRead(read.form);
    } catch {
      // The file was deleted or changed after it was chosen.
      setProblem(texts.file.unreadable);
    }
  };
  const isOver = useDrop((file) => void open(file));
  const usePasted = (): void => {
    const read = formOf(pasted, { fileName: '', encoding: 'utf-8' });
    if ('problem' in read) setPasteProblem(sentenceFor(read));
    else onRead(read.form);
  };
  return (
    <>
      {problem !== undefined && <Wrong>{problem}</Wrong>}
      <div class={isOver ? 'panel drop drop-over' : 'panel drop'}>
        <div class="empty">
          <span class="notice-icon">
            <UploadIcon />
          </span>
          <h3>{texts.file.drop}</h3>
          <p>{texts.file.limits(numeral(MAX_ROWS))}</p>
          <button class="button" type="button" onClick={() => input.current?.click()}>
            {texts.file.choose}
          </button>
          <input
            ref={input}
            type="file"
            hidden
            // Accept workbooks, too, to explain what to do with them.
            accept=".csv,.tsv,.txt,.xlsx,.xls,.ods,.numbers,text/csv,text/plain"
            onChange={(event: TargetedEvent<HTMLInputElement>) => {
              const { currentTarget } = event;
              void open(currentTarget.files?.[0]);
              // Lets the same file be chosen again after it was corrected.
              currentTarget.value = '';
            }}
          />
          <button class="link-button" type="button" onClick={saveTemplate}>
            {texts.template}
          </button>
        </div>
      </div>
      <details class="more">
        <summary>{texts.file.paste}</summary>
        <form
          class="fields"
          onSubmit={(event) => {
            event.preventDefault();
            usePasted();
          }}
        >
          <TextArea
            label={texts.file.pasteLabel}
            hint={texts.file.pasteHint}
            error={pasteProblem}
            rows={8}
            value={pasted}
            onChange={setPasted}
          />
          <div class="form-foot">
            <button class="button" type="submit">
              {texts.file.usePasted}
            </button>
          </div>
        </form>
      </details>
    </>
  );
}

async function formOfFile(file: File): Promise<ReturnType<typeof formOf>> {
  if (isTooLarge(file)) return { problem: { kind: 'too_large' } };
  const { text, encoding } = decode(new Uint8Array(await file.arrayBuffer()), pageLanguage());
  return formOf(text, { fileName: file.name, encoding });
}

function sentenceFor({ problem }: NoTable): string {
  const { row = 1 } = problem;
  const column = 'column' in problem ? (problem.column ?? 1) : 1;
  const { problems } = importsWords.texts().file;
  return problems[problem.kind]({ row: numeral(row), column: numeral(column) });
}

/** Accepts a file dropped anywhere on the page: otherwise the browser would navigate to it. */
function useDrop(take: (file: File | undefined) => void): boolean {
  const [isOver, setOver] = useState(false);
  const taker = useRef(take);
  taker.current = take;
  useEffect(() => {
    const over = (event: DragEvent): void => {
      if (event.dataTransfer?.types.includes('Files') !== true) return;
      event.preventDefault();
      setOver(true);
    };
    const leave = (event: DragEvent): void => {
      // Ignore moves from one element to the next.
      if (event.relatedTarget === null) setOver(false);
    };
    const drop = (event: DragEvent): void => {
      if (event.dataTransfer?.types.includes('Files') !== true) return;
      event.preventDefault();
      setOver(false);
      taker.current(event.dataTransfer.files[0]);
    };
    window.addEventListener('dragover', over);
    window.addEventListener('dragleave', leave);
    window.addEventListener('drop', drop);
    return () => {
      window.removeEventListener('dragover', over);
      window.removeEventListener('dragleave', leave);
      window.removeEventListener('drop', drop);
    };
  }, []);
  return isOver;
}
