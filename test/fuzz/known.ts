import { randomUUID } from 'node:crypto';
import { rename, writeFile } from 'node:fs/promises';
import { setTimeout as pause } from 'node:timers/promises';
import type { Route } from '../../lambdas/http/routes/route.ts';
import { ROUTES } from '../../lambdas/http/routes.ts';
import { accessTokenOf } from '../../local/access-token.ts';
import type { LocalOutputs } from '../../local/outputs.ts';

/** What a request can be made of that leads further than a 404: `hooks.py` reads it for each request. */
export interface Known {
  readonly accessToken: string;
  /** The ids of what is there, by the name of its collection. */
  readonly ids: Readonly<Record<string, readonly string[]>>;
  /** Values of fields that the tenant's rules allow; null leaves a field out. */
  readonly fields: Readonly<Record<string, readonly unknown[]>>;
}

const INVITED = 30;
/** Enough to see customers; the other links stay open for what is made up. */
const ACCEPTED = 5;
const WEBHOOKS = 3;
const PASSWORD = 'Welcome-to-foyer-1';
const profile = { firstName: 'Ada', lastName: 'Lovelace' };
const MAIL_PATIENCE_MS = 60_000;

/** Invites people, waits for their links, and notes what there is. */
export async function findKnown(outputs: LocalOutputs): Promise<Known> {
  const accessToken = await accessTokenOf(outputs, 'admin');
  const call = caller(outputs.apiUrl, accessToken);
  const addresses = Array.from({ length: INVITED }, () => `fuzz-${randomUUID()}@example.com`);
  for (const email of addresses) await call('POST', '/v1/invitations', { email });
  // The mailbox takes any request: a target that answers.
  const url = [outputs.mailboxUrl];
  for (let number = 0; number < WEBHOOKS; number++)
    await call('POST', '/v1/webhooks', { url: outputs.mailboxUrl });
  const token = await linkTokens(outputs, addresses);
  for (const accepted of token.slice(0, ACCEPTED))
    await call('POST', '/v1/sign-up/accept', { token: accepted, password: PASSWORD, profile });
  return {
    accessToken,
    ids: await idsOf(call),
    fields: {
      token,
      password: [PASSWORD],
      profile: [profile, { ...profile, jobTitle: 'Buyer', phone: '+44 20 7946 0123' }],
      editableFields: [null, ['firstName', 'lastName', 'company']],
      email: [null, `fuzz-${randomUUID()}@example.com`],
      code: [null],
      groups: [null, ['customers']],
      expiresInDays: [1, 30],
      applicationId: [null],
      presetId: [null],
      customerId: [null],
      redirectUrl: [null],
      allowDifferentEmail: [null],
      onConflict: ['error', 'resend'],
      url,
    },
  };
}

/** Written beside and then moved: whoever reads it finds all of it. */
export async function writeKnown(file: string, known: Known): Promise<void> {
  await writeFile(`${file}.new`, JSON.stringify(known));
  await rename(`${file}.new`, file);
}

type Call = (method: string, path: string, body?: unknown) => Promise<unknown>;

function caller(apiUrl: string, token: string): Call {
  return async (method, path, body) => {
    const response = await fetch(`${apiUrl}${path}`, {
      method,
      headers: {
        authorization: `Bearer ${token}`,
        ...(body !== undefined && { 'content-type': 'application/json' }),
      },
      ...(body !== undefined && { body: JSON.stringify(body) }),
    });
    return (await response.json()) as unknown;
  };
}

/** The newest of every collection that has a list. */
async function idsOf(call: Call): Promise<Record<string, string[]>> {
  const ids: Record<string, string[]> = {};
  for (const { method, path, scope } of Object.values<Route>(ROUTES)) {
    if (method !== 'GET' || path.includes('{') || scope === 'public') continue;
    const answer = (await call('GET', path)) as { data?: readonly { readonly id: string }[] };
    const collection = path.split('/').at(-1) ?? '';
    if (answer.data !== undefined) ids[collection] = answer.data.map(({ id }) => id);
  }
  return ids;
}

/** The tokens of the links that were mailed to `addresses`: those that arrive in time. */
async function linkTokens(
  outputs: LocalOutputs,
  addresses: readonly string[],
): Promise<readonly string[]> {
  const deadline = Date.now() + MAIL_PATIENCE_MS;
  for (;;) {
    const mails = (await (await fetch(`${outputs.mailboxUrl}.json`)).json()) as readonly {
      readonly to: string;
      readonly text: string;
    }[];
    const tokens = mails
      .filter(({ to }) => addresses.includes(to))
      .flatMap(({ text }) => /\/sign-up#(\S+)/.exec(text)?.[1] ?? []);
    if (tokens.length >= addresses.length || Date.now() > deadline) return tokens;
    await pause(1_000);
  }
}
