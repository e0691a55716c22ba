import { GetSecretValueCommand, SecretsManagerClient } from '@aws-sdk/client-secrets-manager';

import { once } from './once.ts';

/** The client of all secrets of a function. Few requests need a secret, so it is created on first use. */
const secretsManager = once(() => new SecretsManagerClient());

/**
 * Returns a function that reads a secret on first use, once per function instance. A failed read is retried on the next
 * call.
 */
export function lazySecret(
  arn: string,
  client: () => SecretsManagerClient = secretsManager,
): () => Promise<string> {
  let secret: Promise<string> | undefined;
  return () => {
    secret ??= read(arn, client()).catch((error: unknown) => {
      secret = undefined;
      throw error;
    });
    return secret;
  };
}

async function read(arn: string, client: SecretsManagerClient): Promise<string> {
  const { SecretString } = await client.send(new GetSecretValueCommand({ SecretId: arn }));
  if (SecretString === undefined) throw new Error(`The secret ${arn} has no string value.`);
  return SecretString;
}
