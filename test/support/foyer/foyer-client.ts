import { randomUUID } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';

import { inject } from 'vitest';

import * as operations from '../../../client/src/generated/sdk.gen.ts';
import { createFoyerClient } from '../../../client/src/index.ts';
import { accessTokenOf, type AdministratorName } from '../../../local/outputs.ts';
import { operationAt, requireDocumented } from './api-document.ts';

/** Returns the outputs of the running service. */
export const foyer = () => inject('foyer');

/** A response body as tests expect it. If it is different, the test fails. */
export interface AnswerBody {
  readonly id: string;
  readonly email: string;
  readonly status: string;
  readonly createdAt: string;
  readonly code: string;
  readonly requestId: string;
  readonly errors: readonly { readonly path: string; readonly message: string }[];
  readonly data: readonly AnswerBody[];
  readonly nextCursor: string;
  readonly customerId: string;
  readonly customer: { readonly id: string };
  readonly contacts: readonly object[];
  readonly delivery: { readonly status: string; readonly reason?: string };
  readonly timeline: readonly { readonly type: string }[];
}

/** A response of the API. If it is not JSON, `body` has no fields. */
export interface Answer {
  readonly status: number;
  readonly headers: Headers;
  readonly body: AnswerBody;
  readonly text: string;
}

/**
 * Sends a request with the matching operation of the generated client. A request that no client would send is sent
 * unchanged.
 *
 * @throws if the response does not match the API document
 */
export async function request(
  method: string,
  path: string,
  options: RequestOptions = {},
): Promise<Answer> {
  const send = options.raw === undefined ? clientOperation(method, path) : undefined;
  const { status, headers, text } =
    send === undefined ? await sendByHand(method, path, options) : await send(options);
  requireDocumented(method, path, { status, headers, text });
  return { status, headers, text, body: parsed(text) };
}

interface RequestOptions {
  readonly token?: string;
  readonly body?: unknown;
  readonly raw?: string;
  readonly headers?: Record<string, string>;
}

type Sent = Pick<Answer, 'status' | 'headers' | 'text'>;

async function sendByHand(method: string, path: string, options: RequestOptions): Promise<Sent> {
  const body =
    options.raw ?? (options.body === undefined ? undefined : JSON.stringify(options.body));
  const response = await fetch(`${foyer().apiUrl}${path}`, {
    method,
    headers: {
      ...(body !== undefined && { 'content-type': 'application/json' }),
      ...(options.token !== undefined && { authorization: `Bearer ${options.token}` }),
      ...options.headers,
    },
    ...(body !== undefined && { body }),
  });
  const { status, headers } = response;
  return { status, headers, text: await response.text() };
}

type ClientOperation = (options: object) => Promise<unknown>;

/**
 * Returns the client's operation for a method and a path; `undefined` if there is no such route, or if no client would
 * write the path like this.
 */
function clientOperation(
  method: string,
  path: string,
): ((options: RequestOptions) => Promise<Sent>) | undefined {
  const [route = '', search = ''] = path.split('?', 2);
  const found = operationAt(method, route);
  const pathParameters = found && variablesOf(found.template, route);
  if (found === undefined || pathParameters === undefined) return undefined;
  const operation = (operations as unknown as Record<string, ClientOperation>)[
    found.operation.operationId
  ];
  const query = Object.fromEntries(new URLSearchParams(search));
  return async ({ token, body, headers }) => {
    let sent: Sent | undefined;
    const client = createFoyerClient({
      baseUrl: foyer().apiUrl,
      ...(token !== undefined && { token }),
      fetch: async (...request) => {
        const response = await fetch(...request);
        const text = await response.text();
        const { status } = response;
        sent = { status, headers: response.headers, text };
        return new Response(text === '' ? null : text, { status, headers: response.headers });
      },
    });
    await operation?.({ client, path: pathParameters, query, body, headers });
    if (sent === undefined) throw new Error(`The client sent nothing for ${method} ${path}.`);
    return sent;
  };
}

/** Returns the variables of a path, unless no client would write the path like this. */
function variablesOf(template: string, path: string): Record<string, string> | undefined {
  const parts = path.split('/');
  const entries = template.split('/').flatMap((part, index) => {
    const name = /^\{(\w+)\}$/.exec(part)?.[1];
    return name === undefined ? [] : [[name, parts[index] ?? ''] as const];
  });
  const isPlain = entries.every(([, value]) => /^[\w~.-]+$/.test(value) && value !== '..');
  return isPlain ? Object.fromEntries(entries) : undefined;
}

/** Returns functions that call the API as one of the two administrators. */
export async function administratorOf(which: AdministratorName = 'admin') {
  return asSomebody(await accessTokenOf(foyer(), which));
}

/** Returns functions that call the API with an access token. */
export function asSomebody(token: string) {
  return {
    token,
    get: (path: string) => request('GET', path, { token }),
    post: (path: string, body?: unknown, headers: Record<string, string> = {}) =>
      request('POST', path, { token, headers, ...(body !== undefined && { body }) }),
    patch: (path: string, body: unknown, headers: Record<string, string> = {}) =>
      request('PATCH', path, { token, headers, body }),
    delete: (path: string) => request('DELETE', path, { token }),
  };
}

/** Returns an address that has not been used before. */
export function newAddress(): string {
  return `guest-${randomUUID().slice(0, 8)}@example.com`;
}

export interface ReceivedMail {
  readonly id: string;
  readonly to: string;
  readonly subject: string;
  readonly text: string;
  readonly html: string;
}

/** Returns the emails to `address` in the mailbox, newest first. */
export async function mailsTo(address: string): Promise<ReceivedMail[]> {
  const query = new URLSearchParams({ to: address });
  const response = await fetch(`${foyer().mailboxUrl}.json?${query}`);
  const mails = (await response.json()) as ReceivedMail[];
  return mails.filter(({ to }) => to === address);
}

/** Waits for the `count`-th email to `address`, and returns the newest. */
export async function awaitMail(address: string, count = 1): Promise<ReceivedMail> {
  const mails = await until(`mail ${count} to ${address}`, async () => {
    const found = await mailsTo(address);
    return found.length >= count ? found : undefined;
  });
  const [newest] = mails;
  if (newest === undefined) throw new Error(`No mail to ${address}.`);
  return newest;
}

/** Waits until the delivery status of an invitation is `status`, and returns the invitation. */
export async function awaitDelivery(
  reader: Pick<Awaited<ReturnType<typeof administratorOf>>, 'get'>,
  invitationId: string,
  status: string,
): Promise<AnswerBody> {
  return until(`the delivery of ${invitationId} to be ${status}`, async () => {
    const { body } = await reader.get(`/v1/invitations/${invitationId}`);
    return body.delivery.status === status ? body : undefined;
  });
}

/** Makes the local SES send feedback about an email, like the form of the mailbox. */
export async function letSesSay(mail: ReceivedMail, type: string): Promise<void> {
  const response = await fetch(`${foyer().mailboxUrl}/mails/${mail.id}/feedback`, {
    method: 'POST',
    body: new URLSearchParams({ type }),
    redirect: 'manual',
  });
  if (response.status !== 303) throw new Error(`The mailbox answered ${response.status}.`);
}

/** Returns the one-time link of an email, and the token in it. */
export function linkIn(mail: ReceivedMail): { readonly link: string; readonly token: string } {
  const link = /https?:\/\/\S+\/sign-up#\S+/.exec(mail.text)?.[0];
  if (link === undefined) throw new Error('The mail has no link.');
  return { link, token: link.slice(link.indexOf('#') + 1) };
}

const PATIENCE_SECONDS = 75;

/**
 * Calls `ask` until it returns a value.
 *
 * @throws if there is no value in time
 */
export async function until<T>(what: string, ask: () => Promise<T | undefined>): Promise<T> {
  const deadline = Date.now() + PATIENCE_SECONDS * 1_000;
  while (Date.now() < deadline) {
    const answer = await ask();
    if (answer !== undefined) return answer;
    await pause(200);
  }
  throw new Error(`Waited ${PATIENCE_SECONDS} seconds for ${what}.`);
}

function parsed(text: string): AnswerBody {
  try {
    return JSON.parse(text) as AnswerBody;
  } catch {
    return {} as AnswerBody;
  }
}
