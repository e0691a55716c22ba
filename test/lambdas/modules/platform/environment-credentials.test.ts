import { afterEach, expect, test, vi } from 'vitest';

import { defaultProvider } from '../../../../lambdas/modules/platform/environment-credentials.ts';

afterEach(() => {
  vi.unstubAllEnvs();
});

test('takes the credentials that Lambda puts into the environment', async () => {
  vi.stubEnv('AWS_ACCESS_KEY_ID', 'id');
  vi.stubEnv('AWS_SECRET_ACCESS_KEY', 'secret');
  vi.stubEnv('AWS_SESSION_TOKEN', 'session');
  await expect(defaultProvider()()).resolves.toEqual({
    accessKeyId: 'id',
    secretAccessKey: 'secret',
    sessionToken: 'session',
  });
});

test('takes keys that belong to no session as they are', async () => {
  vi.stubEnv('AWS_ACCESS_KEY_ID', 'id');
  vi.stubEnv('AWS_SECRET_ACCESS_KEY', 'secret');
  vi.stubEnv('AWS_SESSION_TOKEN', undefined);
  const credentials = { accessKeyId: 'id', secretAccessKey: 'secret' };
  await expect(defaultProvider()()).resolves.toStrictEqual(credentials);
});

test('looks nowhere else', async () => {
  vi.stubEnv('AWS_ACCESS_KEY_ID', undefined);
  vi.stubEnv('AWS_PROFILE', 'default');
  await expect(defaultProvider()()).rejects.toThrow('no AWS credentials');
});
