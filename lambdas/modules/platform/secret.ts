import type { SecretsManagerClient } from '@aws-sdk/client-secrets-manager';

import { onceLoaded } from './once.ts';

/**
 * Returns a function that reads a secret on first use, once per function instance. Because few requests need a
 * secret, the Secrets Manager client is also loaded at that time. A failed read is retried on the next call.
 */
export function lazySecret(arn: string, client?: SecretsManagerClient): () => Promise<string> {
  return onceLoaded(async () => {
    const { readSecret } = await import('./secrets-manager.ts');
    return readSecret(arn, client);
  });
}
