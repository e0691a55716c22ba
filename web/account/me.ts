import { useEffect } from 'preact/hooks';

import { getMe } from '../../client/src/generated/sdk.gen.ts';
import { ApiFailure, call } from '../app/api.ts';
import { refresh, useQuery } from '../app/query.ts';

/** The signed-in person, with their company and the company that invited it. */
export function useMe() {
  return useQuery({ key: ['me'], read: () => call(getMe()) });
}

/** Tells whether the signed-in person is an owner; false until that is known. */
export function useIsOwner(): boolean {
  return useMe().data?.role === 'owner';
}

/** Tells whether the API refused for lack of permission: for this action, or for everything. */
export function isForbidden(failure: unknown): boolean {
  return failure instanceof ApiFailure && failure.code === 'forbidden';
}

/**
 * Reloads the signed-in person when the API refuses them: they are no longer an owner, were removed, or their company was
 * suspended. The page then offers what they still may do.
 */
export function useAccessCheck(failure: unknown): void {
  useEffect(() => {
    if (isForbidden(failure)) void refresh('me');
  }, [failure]);
}
