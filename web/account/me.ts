import { useEffect } from 'preact/hooks';
import { getMe } from '../../client/src/generated/sdk.gen.ts';
import { ApiFailure, call } from '../app/api.ts';
import { refresh, useQuery } from '../app/query.ts';

/** The signed-in person, with their company and the company that invited it. */
export function useMe() {
  return useQuery({ key: ['me'], read: () => call(getMe()) });
}

/** Tells whether whoever is signed in manages the company. Nobody does until it is known. */
export function useIsOwner(): boolean {
  return useMe().data?.role === 'owner';
}

/** Tells whether the API says that somebody may not do this, or nothing any more. */
export function isForbidden(failure: unknown): boolean {
  return failure instanceof ApiFailure && failure.code === 'forbidden';
}

/**
 * Finds out anew who somebody is where the API refuses them: they are no longer an owner, or were removed, or their company
 * was suspended. The page then offers what is left.
 */
export function useAccessCheck(failure: unknown): void {
  useEffect(() => {
    if (isForbidden(failure)) void refresh('me');
  }, [failure]);
}
