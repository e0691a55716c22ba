import { GetSecretValueCommand, SecretsManagerClient } from '@aws-sdk/client-secrets-manager';

import { once } from './once.ts';

/** The client for all secrets of a function. */
const secretsManager = once(() => new SecretsManagerClient());

/**
 * Returns the text of a secret.
 *
 * @throws {Error} if the secret has no text, or if Secrets Manager returns an error
 */
export async function readSecret(arn: string, client = secretsManager()): Promise<string> {
  const { SecretString } = await client.send(new GetSecretValueCommand({ SecretId: arn }));
  if (SecretString === undefined) throw new Error(`The secret ${arn} has no string value.`);
  return SecretString;
}
