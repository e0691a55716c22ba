import { ApiFailure } from '../../app/api.ts';

/** Tells whether a limit of the company is reached, which the API reports for the whole request and not for a field. */
export function isFull(failure: unknown): boolean {
  return (
    failure instanceof ApiFailure &&
    failure.code === 'invalid_request' &&
    failure.problem?.errors?.some(({ path }) => path === '') === true
  );
}
