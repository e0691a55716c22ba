import { afterEach, expect, test, vi } from 'vitest';

import { defaultProvider } from '../../../../lambdas/modules/platform/sdk-credentials.ts';

afterEach(() => {
  vi.unstubAllEnvs();
});

test('uses the credentials that Lambda puts into the environment', async () => {
  vi.stubEnv('AWS_ACCESS_KEY_ID', 'id');
  vi.stubEnv('AWS_SECRET_ACCESS_KEY', 'secret');
  vi.stubEnv('AWS_SESSION_TOKEN', 'session');
  await expect(defaultProvider()()).resolves.toEqual({
    accessKeyId: 'id',
    secretAccessKey: 'secret',
    sessionToken: 'session',
  });
});

test('uses keys without a session token', async () => {
  vi.stubEnv('AWS_ACCESS_KEY_ID', 'id');
  vi.stubEnv('AWS_SECRET_ACCESS_KEY', 'secret');
  vi.stubEnv('AWS_SESSION_TOKEN', undefined);
  const credentials = { accessKeyId: 'id', secretAccessKey: 'secret' };
  await expect(defaultProvider()()).resolves.toStrictEqual(credentials);
});

test('uses no other source', async () => {
  vi.stubEnv('AWS_ACCESS_KEY_ID', undefined);
  vi.stubEnv('AWS_PROFILE', 'default');
  await expect(defaultProvider()()).rejects.toThrow('no AWS credentials');
});
