import { GetSecretValueCommand, SecretsManagerClient } from '@aws-sdk/client-secrets-manager';

/**
 * Returns a function that reads a secret on first use, once per function instance. A failed read is retried on the next
 * call.
 */
export function lazySecret(
  arn: string,
  client = new SecretsManagerClient(),
): () => Promise<string> {
  let secret: Promise<string> | undefined;
  return () => {
    secret ??= read(arn, client).catch((error: unknown) => {
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
