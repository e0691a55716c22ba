import { ApiFailure } from '../../app/api.ts';

/** Tells whether the company has as many of something as it may have: the API says so of the request, not of a field. */
export function isFull(failure: unknown): boolean {
  return (
    failure instanceof ApiFailure &&
    failure.code === 'invalid_request' &&
    failure.problem?.errors?.some(({ path }) => path === '') === true
  );
}
