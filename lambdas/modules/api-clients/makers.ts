import type { ApiClient } from './api-client.ts';

/** Returns the ids of a person, the API clients that it made, those that these made, and so on. */
export function makersOf(
  userId: string,
  clients: readonly Pick<ApiClient, 'id' | 'createdBy'>[],
): ReadonlySet<string> {
  const makers = new Set([userId]);
  // A set hands out what is added while it is walked.
  for (const maker of makers)
    for (const { id, createdBy } of clients) if (createdBy.id === maker) makers.add(id);
  return makers;
}
