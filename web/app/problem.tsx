/** Shows failures, in the page's language where a text exists, with the details that support needs. */
import { AlertIcon } from '../shared/icons.tsx';
import { ApiFailure } from './api.ts';
import type { AppTexts } from './texts.ts';
import { appWords } from './words.ts';

/** Shows an error. `fields` lists the fields that show their own messages. */
export function ProblemNote({
  failure,
  fields = [],
  onRetry,
}: {
  readonly failure: unknown;
  readonly fields?: readonly string[];
  readonly onRetry?: () => void;
}) {
  if (failure === undefined || failure === null) return null;
  const texts = appWords.texts();
  const others = errorsBeside(failure, fields);
  return (
    <div class="problem" role="alert">
      <AlertIcon />
      <div class="problem-text">
        <p>{sentenceFor(failure, texts)}</p>
        {others.length > 0 && (
          <ul>
            {others.map(({ path, message }) => (
              <li key={path}>{message}</li>
            ))}
          </ul>
        )}
        <RequestId failure={failure} />
        {onRetry !== undefined && (
          <button class="link-button" type="button" onClick={onRetry}>
            {texts.problem.tryAgain}
          </button>
        )}
      </div>
    </div>
  );
}

function RequestId({ failure }: { readonly failure: unknown }) {
  if (!(failure instanceof ApiFailure) || failure.problem === undefined) return null;
  const texts = appWords.texts().problem;
  const { code, requestId } = failure.problem;
  return (
    <details>
      <summary>{texts.details}</summary>
      <dl class="problem-facts">
        <dt>{texts.requestId}</dt>
        <dd>{requestId}</dd>
        <dt>Code</dt>
        <dd>{code}</dd>
      </dl>
    </details>
  );
}

let ownProblems: () => Partial<AppTexts['problems']> = () => ({});

/** Overrides some error messages for this page's audience. Called once, when the page starts. */
export function explainProblems(words: () => Partial<AppTexts['problems']>): void {
  ownProblems = words;
}

/** The message for a failure: our own in the page's language if it exists, else the API's. */
export function sentenceFor(failure: unknown, texts: AppTexts): string {
  if (!(failure instanceof ApiFailure)) return texts.problems.offline;
  const { code, problem } = failure;
  if (code === 'invalid_request' && (problem?.errors?.length ?? 0) > 0)
    return texts.problem.invalid;
  return wordsFor(code) ?? problem?.detail ?? texts.problems.unknown;
}

/** Our message for an error code, if there is one. */
export function wordsFor(code: string): string | undefined {
  const problems = { ...appWords.texts().problems, ...ownProblems() };
  return isExplained(code, problems) ? problems[code] : undefined;
}

/** The error message for a form field. */
export function fieldError(failure: unknown, path: string): string | undefined {
  return failure instanceof ApiFailure ? failure.messageFor(path) : undefined;
}

/** Tells whether someone else changed the same thing in the meantime. */
export function isConflict(failure: unknown): boolean {
  return failure instanceof ApiFailure && failure.code === 'version_mismatch';
}

function isExplained(code: string, problems: AppTexts['problems']): code is keyof typeof problems {
  return Object.hasOwn(problems, code);
}

function errorsBeside(failure: unknown, fields: readonly string[]) {
  const errors = failure instanceof ApiFailure ? (failure.problem?.errors ?? []) : [];
  return errors.filter(({ path }) => !fields.includes(path));
}
