import { createHmac } from 'node:crypto';

/** Which secret: of which webhook, after how many rotations. */
export interface SecretName {
  readonly tenantId: string;
  readonly webhookId: string;
  readonly version: number;
}

/**
 * The secret of a webhook, as Standard Webhooks writes it: `whsec_` and 32 bytes in base64
 * (https://github.com/standard-webhooks/standard-webhooks/blob/main/spec/standard-webhooks.md#secret-serialization).
 * It is derived from the installation's master secret, so it is stored nowhere.
 */
export function webhookSecret(master: string, name: SecretName): string {
  return `whsec_${keyOf(master, name).toString('base64')}`;
}

/** A message as it is signed. */
export interface SignedMessage {
  readonly id: string;
  /** In seconds since 1970. */
  readonly timestamp: number;
  readonly body: string;
}

/** The headers of a message, with one signature for each of the secrets. */
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

/** Tenant and webhook hold no line break, so no two names give the same text. */
function keyOf(master: string, { tenantId, webhookId, version }: SecretName): Buffer {
  return createHmac('sha256', master)
    .update(`foyer webhook secret\n${tenantId}\n${webhookId}\n${version}`)
    .digest();
}
