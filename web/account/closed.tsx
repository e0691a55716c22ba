import { ApiFailure, currentSession } from '../app/api.ts';
import { refresh } from '../app/query.ts';
import { Notice } from '../app/start.tsx';
import { appWords } from '../app/words.ts';
import { accountWords } from './words.ts';

/** Explains to people without access why: their company is suspended or not active yet, or they were removed. */
export function Closed({ failure }: { readonly failure: unknown }) {
  const { closed } = accountWords.texts();
  const { problem, shell } = appWords.texts();
  const said = failure instanceof ApiFailure ? failure.problem : undefined;
  return (
    <Notice title={closed.title} text={closed.text}>
      <p>{closed.ask}</p>
      {said !== undefined && (
        <details class="more">
          <summary>{problem.details}</summary>
          <dl class="problem-facts">
            <dt>{closed.reason}</dt>
            <dd lang="en">{said.detail}</dd>
            <dt>{problem.requestId}</dt>
            <dd>{said.requestId}</dd>
          </dl>
        </details>
      )}
      <button class="button" type="button" onClick={() => void refresh('me')}>
        {problem.tryAgain}
      </button>
      <button
        class="button button-quiet"
        type="button"
        onClick={() => void currentSession().signOut()}
      >
        {shell.signOut}
      </button>
    </Notice>
  );
}
