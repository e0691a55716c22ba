import type { ComponentChildren } from 'preact';

import { ProblemNote } from '../../app/problem.tsx';
import { AlertIcon } from '../../shared/icons.tsx';
import { importsWords } from '../imports/words.ts';
import { TooMuch } from './start.ts';

/** Shows an error in a file or in its settings. */
export function Wrong({ children }: { readonly children: ComponentChildren }) {
  return (
    <div class="problem" role="alert">
      <AlertIcon />
      <p>{children}</p>
    </div>
  );
}

/** Shows the reason that a file could not be sent. */
export function SendingNote({ failure }: { readonly failure: unknown }) {
  if (failure instanceof TooMuch) return <Wrong>{importsWords.texts().columns.tooMuch}</Wrong>;
  return <ProblemNote failure={failure} />;
}
