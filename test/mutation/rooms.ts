/** The parts of `lambdas/` that are mutated, and the folders of each. A score is counted for each part. */
export const ROOMS: Readonly<Record<string, readonly string[]>> = {
  'sign-up': ['modules/sign-up'],
  invitations: ['modules/invitations'],
  customers: ['modules/customers'],
  'self-service': ['modules/self-service'],
  identity: ['cognito-triggers', 'modules/identity', 'modules/external-sign-in'],
  authorizer: ['authorizer'],
  outbox: ['outbox'],
  reconciler: ['reconciler'],
  mail: ['mailer', 'modules/mail'],
  webhooks: ['webhook-delivery', 'modules/webhooks'],
  imports: ['importer', 'modules/imports'],
  'mail-feedback': ['mail-feedback'],
  shared: [
    'modules/platform',
    'modules/http',
    'modules/dynamodb',
    'modules/records',
    'modules/tenants',
  ],
};

/**
 * Tests that reach nearly everything and take long for each time that they run. Anything that only these would find has no test
 * that says what is wrong.
 */
export const TOO_BROAD = [
  'test/lambdas/model/**',
  'test/lambdas/modules/imports/any-rows.engine.test.ts',
  'test/lambdas/modules/webhooks/hostile-receivers.test.ts',
];

/** @returns the part that `path`, such as `lambdas/modules/http/api.ts`, belongs to. */
export function roomOf(path: string): string {
  const room = Object.keys(ROOMS).find((name) =>
    ROOMS[name]?.some((folder) => path.startsWith(`lambdas/${folder}/`)),
  );
  if (room === undefined) throw new Error(`${path} is in no part that is mutated.`);
  return room;
}
