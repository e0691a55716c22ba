import { Webhook } from 'standardwebhooks';
import { describe, expect, test } from 'vitest';

import {
  type SecretName,
  signedHeaders,
  webhookSecret,
} from '../../../../lambdas/modules/webhooks/signature.ts';

const MASTER = 'a master secret of sixty-four characters, or about as many';
const name: SecretName = { tenantId: 'acme', webhookId: 'whk_1', version: 1 };
const message = {
  id: 'evt_1',
  timestamp: Math.floor(Date.now() / 1_000),
  body: '{"type":"invitation.created","data":{"who":"Grüße, 世界"}}',
};

describe('a secret', () => {
  test('has the Standard Webhooks format: a prefix and 32 bytes in base64', () => {
    const secret = webhookSecret(MASTER, name);
    expect(secret).toMatch(/^whsec_[A-Za-z0-9+/]{43}=$/);
    expect(Buffer.from(secret.slice('whsec_'.length), 'base64')).toHaveLength(32);
  });

  test('is always the same, and differs for each webhook, tenant, version, and installation', () => {
    expect(webhookSecret(MASTER, { ...name })).toBe(webhookSecret(MASTER, name));
    const others = [
      webhookSecret(MASTER, name),
      webhookSecret(MASTER, { ...name, version: 2 }),
      webhookSecret(MASTER, { ...name, webhookId: 'whk_2' }),
      webhookSecret(MASTER, { ...name, tenantId: 'globex' }),
      webhookSecret(`${MASTER}!`, name),
    ];
    expect(new Set(others).size).toBe(others.length);
  });
});

describe('a message', () => {
  test('is accepted by the reference library of Standard Webhooks', () => {
    const headers = signedHeaders(MASTER, [name], message);
    expect(headers).toMatchObject({ 'webhook-id': 'evt_1' });
    const verifier = new Webhook(webhookSecret(MASTER, name));
    expect(verifier.verify(message.body, headers)).toEqual(JSON.parse(message.body));
  });

  test.each([
    ['its body', message.body.replace('created', 'revoked'), {}],
    ['its ID', message.body, { 'webhook-id': 'evt_2' }],
    ['its timestamp', message.body, { 'webhook-timestamp': String(message.timestamp - 1) }],
  ])('is rejected by it if %s was changed', (_what, body, changed) => {
    const headers = { ...signedHeaders(MASTER, [name], message), ...changed };
    const verifier = new Webhook(webhookSecret(MASTER, name));
    expect(() => verifier.verify(body, headers)).toThrow('No matching signature');
  });

  test('signed with two secrets is accepted with either, and with no other', () => {
    const second = { ...name, version: 2 };
    const headers = signedHeaders(MASTER, [second, name], message);
    for (const version of [1, 2])
      new Webhook(webhookSecret(MASTER, { ...name, version })).verify(message.body, headers);
    const third = new Webhook(webhookSecret(MASTER, { ...name, version: 3 }));
    expect(() => third.verify(message.body, headers)).toThrow();
  });
});
