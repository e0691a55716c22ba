import type { ComponentChildren } from 'preact';
import { ProblemNote } from '../../app/problem.tsx';
import { AlertIcon } from '../../shared/icons.tsx';
import { importsWords } from '../imports/words.ts';
import { TooMuch } from './start.ts';

/** Says what is wrong with a file, or with what was decided about it. */
export function Wrong({ children }: { readonly children: ComponentChildren }) {
  return (
    <div class="problem" role="alert">
      <AlertIcon />
      <p>{children}</p>
    </div>
  );
}

/** Says why a file could not be sent. */
export function SendingNote({ failure }: { readonly failure: unknown }) {
  if (failure instanceof TooMuch) return <Wrong>{importsWords.texts().columns.tooMuch}</Wrong>;
  return <ProblemNote failure={failure} />;
}
