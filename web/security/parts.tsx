import type { ComponentChildren } from 'preact';
import { useId } from 'preact/hooks';

import { AlertIcon } from '../shared/icons.tsx';
import { CognitoFailure } from './cognito.ts';
import { securityWords } from './words.ts';

/** The message for a failure, in the page’s language. */
export function problemFor(failure: unknown): string {
  const { failures } = securityWords.texts();
  return failures[failure instanceof CognitoFailure ? failure.reason : 'unknown'];
}

/** A framed section of the page. */
export function Part({
  title,
  beside,
  children,
}: {
  readonly title: string;
  readonly beside?: ComponentChildren;
  readonly children: ComponentChildren;
}) {
  const id = useId();
  return (
    <section class="panel panel-padded fields" aria-labelledby={id}>
      <div class="security-head">
        <h2 id={id}>{title}</h2>
        {beside}
      </div>
      {children}
    </section>
  );
}

export function Problem({ text }: { readonly text: string }) {
  return (
    <div class="problem" role="alert">
      <AlertIcon />
      <div class="problem-text">
        <p>{text}</p>
      </div>
    </div>
  );
}
