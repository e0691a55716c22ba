import { createHmac } from 'node:crypto';

/** Identifies a secret by its webhook and version, which increases with each rotation. */
export interface SecretName {
  readonly tenantId: string;
  readonly webhookId: string;
  readonly version: number;
}

/**
 * Returns the secret of a webhook in the format of Standard Webhooks: `whsec_` and 32 bytes in Base64
 * (https://github.com/standard-webhooks/standard-webhooks/blob/main/spec/standard-webhooks.md#secret-serialization).
 * The secret is derived from the installation's master secret and never stored.
 */
export function webhookSecret(master: string, name: SecretName): string {
  return `whsec_${keyOf(master, name).toString('base64')}`;
}

/** The parts of a message that are signed. */
export interface SignedMessage {
  readonly id: string;
  /** Seconds since 1970. */
  readonly timestamp: number;
  readonly body: string;
}

/** Returns the headers of a message, with one signature for each secret. */
export function signedHeaders(
  master: string,
  names: readonly SecretName[],
  { id, timestamp, body }: SignedMessage,
): Record<string, string> {
  const signatures = names.map((name) => {
    const signature = createHmac('sha256', keyOf(master, name)).update(
      `${id}.${timestamp}.${body}`,
    );
    return `v1,${signature.digest('base64')}`;
  });
  return {
    'webhook-id': id,
    'webhook-timestamp': timestamp.toString(),
    'webhook-signature': signatures.join(' '),
  };
}

/**
 * Derives the key of a secret. The IDs of tenants and webhooks contain no line breaks, so no two names produce the same
 * text.
 */
function keyOf(master: string, { tenantId, webhookId, version }: SecretName): Buffer {
  return createHmac('sha256', master)
    .update(`foyer webhook secret\n${tenantId}\n${webhookId}\n${version}`)
    .digest();
}
