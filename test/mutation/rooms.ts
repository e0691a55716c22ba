/** The parts of `lambdas/` that are mutated, and the folders of each. A score is counted for each part. */
export const ROOMS: Readonly<Record<string, readonly string[]>> = {
  'sign-up': ['sign-up'],
  invitations: ['invitations'],
  customers: ['customers'],
  members: ['members'],
  identity: ['identity', 'external-sign-in'],
  authorizer: ['authorizer'],
  outbox: ['outbox'],
  reconciler: ['reconciler'],
  mail: ['mail'],
  webhooks: ['webhooks'],
  imports: ['imports'],
  feedback: ['feedback'],
  shared: ['shared', 'http', 'tenants'],
};

/**
 * Tests that reach nearly everything and take long for each time that they run. Anything that only these would find has no test
 * that says what is wrong.
 */
export const TOO_BROAD = [
  'test/lambdas/model/**',
  'test/lambdas/imports/any-rows.engine.test.ts',
  'test/lambdas/webhooks/hostile-receivers.test.ts',
];

/** @returns the part that `path`, such as `lambdas/http/api.ts`, belongs to. */
export function roomOf(path: string): string {
  const folder = path.split('/')[1] ?? '';
  const room = Object.keys(ROOMS).find((name) => ROOMS[name]?.includes(folder));
  if (room === undefined) throw new Error(`${path} is in no part that is mutated.`);
  return room;
}
