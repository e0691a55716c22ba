import type { SecretsManagerClient } from '@aws-sdk/client-secrets-manager';

/**
 * Returns a function that reads a secret on first use, once per function instance. Few requests need a secret, so the
 * client of Secrets Manager is loaded then, too. A failed read is retried on the next call.
 */
export function lazySecret(arn: string, client?: SecretsManagerClient): () => Promise<string> {
  const read = async () => (await import('./secrets-manager.ts')).readSecret(arn, client);
  let secret: Promise<string> | undefined;
  return () => {
    secret ??= read().catch((error: unknown) => {
      secret = undefined;
      throw error;
    });
    return secret;
  };
}
