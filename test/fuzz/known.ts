import { randomUUID } from 'node:crypto';
import { rename, writeFile } from 'node:fs/promises';
import { setTimeout as pause } from 'node:timers/promises';

import type { Route } from '../../lambdas/modules/http/route.ts';
import { ROUTES } from '../../lambdas/modules/openapi/routes.ts';
import {
  accessTokenFor,
  accessTokenOf,
  type Credentials,
  type LocalOutputs,
} from '../../local/outputs.ts';

/** What a request can be made of that leads further than a 404: `hooks.py` reads it for each request. */
export interface Known {
  readonly accessTokens: AccessTokens;
  /** The ids of what is there, by the path of its collection. */
  readonly ids: Readonly<Record<string, readonly string[]>>;
  /** Values of fields that the tenant's rules allow; null leaves a field out. */
  readonly fields: Readonly<Record<string, readonly unknown[]>>;
  /** Who the routes under /v1/me are asked by. */
  readonly member: Credentials;
}

/** Who asks: for the routes under /v1/me somebody of a customer, for all others an administrator. */
interface AccessTokens {
  readonly administrator: string;
  readonly member: string;
}

const INVITED = 30;
/** Enough to see customers; the other links stay open for what is made up. */
const ACCEPTED = 5;
const CUSTOMERS = 5;
const API_CLIENTS = 2;
const WEBHOOKS = 3;
const ADMINISTRATORS = 3;
const PASSWORD = 'Welcome-to-foyer-1';
const profile = { firstName: 'Ada', lastName: 'Lovelace' };
const MAIL_PATIENCE_MS = 60_000;

const OFFER = {
  services: [
    { id: 'portal', name: 'Portal', enabledByDefault: true },
    { id: 'support', name: 'Support', enabledByDefault: false },
  ],
  servicePlans: [{ id: 'standard', name: 'Standard' }],
  ranks: ['gold', 'silver'],
};

/** Invites people, waits for their links, adds customers with their people, and notes what there is. */
export async function findKnown(outputs: LocalOutputs): Promise<Known> {
  const administrator = await accessTokenOf(outputs, 'admin');
  const call = caller(outputs.apiUrl, administrator);
  // What an earlier round chose by chance, such as that a phone number is required, would keep the member out.
  await call('PATCH', '/v1/tenant', { catalog: OFFER, settings: null, branding: null });
  const addresses = Array.from({ length: INVITED }, newAddress);
  for (const email of addresses) await call('POST', '/v1/invitations', { email });
  // The mailbox takes any request: a target that answers.
  const url = [outputs.mailboxUrl];
  for (let number = 0; number < WEBHOOKS; number++)
    await call('POST', '/v1/webhooks', { url: outputs.mailboxUrl });
  for (let number = 0; number < API_CLIENTS; number++)
    await call('POST', '/v1/api-clients', { name: 'Nightly', scopes: ['customers:read'] });
  for (let number = 0; number < CUSTOMERS; number++) await addCustomer(call);
  const viewers = Array.from({ length: ADMINISTRATORS }, newAddress);
  for (const email of viewers) await call('POST', '/v1/administrators', { email, role: 'viewers' });
  const setups = await linkTokens(outputs, viewers);
  const token = await linkTokens(outputs, addresses);
  for (const accepted of token.slice(0, ACCEPTED))
    await call('POST', '/v1/sign-up/accept', { token: accepted, password: PASSWORD, profile });
  const member = await memberOf(outputs, call);
  const accessTokens = { administrator, member: await accessTokenFor(outputs, member) };
  const asMember = caller(outputs.apiUrl, accessTokens.member);
  await addColleagues(asMember);
  return {
    accessTokens,
    member,
    ids: await idsOf(call, asMember),
    fields: {
      token: [...token, ...setups],
      password: [PASSWORD],
      profile: [profile, { ...profile, jobTitle: 'Buyer', phone: '+44 20 7946 0123' }],
      editableFields: [null, ['firstName', 'lastName', 'company']],
      email: [null, newAddress()],
      code: [null],
      groups: [null, ['customers']],
      expiresInDays: [1, 30],
      applicationId: [null],
      presetId: [null],
      customerId: [null],
      contactId: [null],
      redirectUrl: [null],
      allowDifferentEmail: [null],
      onConflict: ['error', 'resend'],
      services: [null, ['portal'], ['portal', 'support']],
      servicePlan: [null, 'standard'],
      rank: [null, ...OFFER.ranks],
      allowDuplicate: [true],
      url,
    },
  };
}

/** The same, with access tokens that are new: a round can take longer than one is good for. */
export async function renewed(outputs: LocalOutputs, known: Known): Promise<Known> {
  const administrator = await accessTokenOf(outputs, 'admin');
  // Chance may have closed the member's customer, or let the member be removed: then somebody new comes.
  const member = await accessTokenFor(outputs, known.member).catch(async () => {
    const another = await memberOf(outputs, caller(outputs.apiUrl, administrator));
    return accessTokenFor(outputs, another);
  });
  return { ...known, accessTokens: { administrator, member } };
}

function newAddress(): string {
  return `fuzz-${randomUUID()}@example.com`;
}

/** A customer with somebody who is invited, and somebody who is not. */
async function addCustomer(call: Call): Promise<void> {
  const { id } = (await call('POST', '/v1/customers', {
    ...{ name: `Customer ${randomUUID()}`, rank: 'gold', servicePlan: 'standard' },
    ...{ email: newAddress(), sendInvite: true },
  })) as { readonly id: string };
  await call('POST', `/v1/customers/${id}/contacts`, { email: newAddress(), lastName: 'Hopper' });
}

/** Colleagues of the member: one is invited, one is not. */
async function addColleagues(asMember: Call): Promise<void> {
  await asMember('POST', '/v1/me/customer/contacts', { email: newAddress(), lastName: 'Hopper' });
  await asMember('POST', '/v1/me/customer/invitations', { email: newAddress() });
}

/** An owner who has accepted, of a customer whose name says that requests by chance should leave it alone. */
async function memberOf(outputs: LocalOutputs, call: Call): Promise<Credentials> {
  const email = newAddress();
  await call('POST', '/v1/invitations', { email, company: MEMBERS_OWN });
  const [token] = await linkTokens(outputs, [email]);
  await call('POST', '/v1/sign-up/accept', { token, password: PASSWORD, profile });
  return { email, password: PASSWORD };
}

/** The customer of the member: an administrator who suspends it would close the routes under /v1/me. */
const MEMBERS_OWN = 'Left alone';

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
    const isJson = response.headers.get('content-type')?.includes('json') === true;
    return isJson ? ((await response.json()) as unknown) : {};
  };
}

interface Row {
  readonly id: string;
  readonly name?: string;
  readonly role?: string;
}

/** Requests by chance must not shut out whoever sends them. */
const isLeftAlone = ({ name, role }: Row) => name === MEMBERS_OWN || role === 'administrators';

/** The newest of every collection that has a list. */
async function idsOf(call: Call, asMember: Call): Promise<Record<string, string[]>> {
  const ids: Record<string, string[]> = {};
  const note = async (path: string, asked = call) => {
    const { data } = (await asked('GET', path)) as { readonly data?: readonly Row[] };
    if (data === undefined) return;
    ids[path] = data.filter((row) => !isLeftAlone(row)).map(({ id }) => id);
  };
  for (const { method, path, scope } of Object.values<Route>(ROUTES))
    if (method === 'GET' && !path.includes('{') && scope !== 'public')
      await note(path, scope === 'self' ? asMember : call);
  for (const id of ids['/v1/customers'] ?? []) await note(`/v1/customers/${id}/contacts`);
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
      .flatMap(({ text }) => /\/(?:sign-up|administrator-setup)#(\S+)/.exec(text)?.[1] ?? []);
    if (tokens.length >= addresses.length || Date.now() > deadline) return tokens;
    await pause(1_000);
  }
}
