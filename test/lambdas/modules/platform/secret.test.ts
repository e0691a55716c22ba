import { GetSecretValueCommand, SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { mockClient } from 'aws-sdk-client-mock';
import { expect, test } from 'vitest';

import { lazySecret } from '../../../../lambdas/modules/platform/secret.ts';

const ARN = 'arn:aws:secretsmanager:eu-central-1:111122223333:secret:cursors';

function setup() {
  const client = new SecretsManagerClient({ region: 'eu-central-1' });
  const secrets = mockClient(client);
  return { secrets, secret: lazySecret(ARN, client) };
}

test('reads a secret once, when it is first needed', async () => {
  const { secrets, secret } = setup();
  secrets.on(GetSecretValueCommand, { SecretId: ARN }).resolves({ SecretString: 'a secret' });
  expect(secrets.calls()).toHaveLength(0);
  expect(await Promise.all([secret(), secret()])).toEqual(['a secret', 'a secret']);
  expect(await secret()).toBe('a secret');
  expect(secrets.calls()).toHaveLength(1);
});

test('retries a read that failed', async () => {
  const { secrets, secret } = setup();
  secrets
    .on(GetSecretValueCommand)
    .rejectsOnce(new Error('ThrottlingException'))
    .resolves({ SecretString: 'a secret' });
  await expect(secret()).rejects.toThrow('ThrottlingException');
  await expect(secret()).resolves.toBe('a secret');
});

test('throws an error that names a secret without text', async () => {
  const { secrets, secret } = setup();
  secrets.on(GetSecretValueCommand).resolves({});
  await expect(secret()).rejects.toThrow(`The secret ${ARN} has no string value.`);
});
