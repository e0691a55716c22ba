import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { transformSync } from 'esbuild';
import { FATES, isFate } from '../ses/fate.ts';
import type { Feedback, Said } from '../ses/feedback.ts';
import { close, isOwnName, listen, localHost, textOf } from '../web-server.ts';
import { readMails, type Mail } from './mails.ts';

/** The running mailbox. */
export interface Mailbox {
  /** The page; with `.json` appended, the mails as data. */
  readonly url: string;
  close(): Promise<void>;
}

export interface MailboxOptions {
  readonly port: number;
  readonly awsEndpoint: string;
  /** What SES says about mails, and makes it say more. */
  readonly feedback: Pick<Feedback, 'said' | 'give'>;
}

/** A mail as the page gets it. */
export interface MailboxMail extends Mail {
  /** What SES has said about it so far. */
  readonly feedback: readonly Said[];
}

/** In bytes: a form here is one short word. */
const FORM_MAX = 1_000;

interface Answer {
  readonly status: number;
  readonly type: string;
  readonly body: string;
  readonly policy?: string;
  readonly location?: string;
}

/** Only what this server serves, and a mail in a frame. */
const pagePolicy =
  "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; frame-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'";

/** A mail is somebody else's text: no scripts, no forms, an origin of its own; its links open in new tabs. */
const mailPolicy =
  "sandbox allow-popups allow-popups-to-escape-sandbox; default-src 'none'; style-src 'unsafe-inline'; img-src https: http: data:; font-src https:; base-uri 'none'";

/** Serves the mails of the local AWS, to this machine only. */
export async function startMailbox(options: MailboxOptions): Promise<Mailbox> {
  const assets = readAssets();
  const server = createServer((request, response) => {
    answer(request, options, assets).then(
      (result) => {
        send(response, result);
      },
      () => {
        send(response, {
          status: 502,
          type: 'text/plain',
          body: 'The local AWS does not answer.\n',
        });
      },
    );
  });
  await listen(server, options.port);
  return { url: `http://${localHost}:${options.port}/mailbox`, close: () => close(server) };
}

async function answer(
  request: IncomingMessage,
  options: MailboxOptions,
  assets: ReadonlyMap<string, Answer>,
): Promise<Answer> {
  const { port, awsEndpoint, feedback } = options;
  if (!isOwnName(request.headers.host, port))
    return plain(421, 'This mailbox answers as 127.0.0.1 and localhost only.');
  const path = new URL(request.url ?? '/', 'http://mailbox').pathname;
  const told = /^\/mailbox\/mails\/([\w-]+)\/feedback$/.exec(path)?.[1];
  if (told !== undefined) return giveFeedback(request, options, told);
  if (request.method !== 'GET' && request.method !== 'HEAD')
    return plain(405, 'Only reading is possible.');
  const asset = assets.get(path);
  if (asset !== undefined) return asset;
  if (path === '/mailbox.json') {
    const mails = await readMails(awsEndpoint);
    return json(mails.map((mail) => ({ ...mail, feedback: feedback.said(mail.id) })));
  }
  const id = /^\/mailbox\/mails\/([\w-]+)$/.exec(path)?.[1];
  const mail =
    id === undefined ? undefined : (await readMails(awsEndpoint)).find((each) => each.id === id);
  return mail?.html === undefined ? plain(404, 'There is nothing here.') : document(mail.html);
}

/** A form whose `type` is one of {@link FATES}. It works from the page, without a script, and from a command line. */
async function giveFeedback(
  request: IncomingMessage,
  { port, feedback }: MailboxOptions,
  mailId: string,
): Promise<Answer> {
  if (request.method !== 'POST') return plain(405, 'Send a form here (POST).');
  // Any page can send a form anywhere; browsers say which page it was (Origin).
  const { origin } = request.headers;
  if (origin !== undefined && !isOwnName(origin.replace(/^http:\/\//, ''), port))
    return plain(403, 'Only the page of this mailbox may do that.');
  const fate = new URLSearchParams(await textOf(request, FORM_MAX)).get('type');
  if (!isFate(fate)) return plain(400, `type must be one of ${FATES.join(', ')}.`);
  if (!(await feedback.give(mailId, fate))) return plain(404, 'There is no such mail.');
  return { status: 303, type: 'text/plain', body: '', location: `/mailbox#${mailId}` };
}

function document(html: string): Answer {
  const newTabs = '<base target="_blank">';
  const body = /<head[^>]*>/i.test(html)
    ? html.replace(/<head[^>]*>/i, `$&${newTabs}`)
    : newTabs + html;
  return { status: 200, type: 'text/html', body, policy: mailPolicy };
}

function json(mails: readonly MailboxMail[]): Answer {
  return { status: 200, type: 'application/json', body: JSON.stringify(mails) };
}

function plain(status: number, sentence: string): Answer {
  return { status, type: 'text/plain', body: `${sentence}\n` };
}

function readAssets(): ReadonlyMap<string, Answer> {
  const read = (file: string): string => readFileSync(join(import.meta.dirname, file), 'utf8');
  const page: Answer = {
    status: 200,
    type: 'text/html',
    body: read('page.html'),
    policy: pagePolicy,
  };
  const script = transformSync(read('page.ts'), { loader: 'ts', target: 'es2022' }).code;
  return new Map([
    ['/', page],
    ['/mailbox', page],
    ['/mailbox/page.css', { status: 200, type: 'text/css', body: read('page.css') }],
    ['/mailbox/page.js', { status: 200, type: 'text/javascript', body: script }],
    ['/favicon.ico', { status: 204, type: 'image/x-icon', body: '' }],
  ]);
}

function send(response: ServerResponse, { status, type, body, policy, location }: Answer): void {
  response.writeHead(status, {
    'Content-Type': `${type}; charset=utf-8`,
    'Cache-Control': 'no-store',
    'Content-Security-Policy': policy ?? "default-src 'none'",
    'Cross-Origin-Resource-Policy': 'same-origin',
    // With no referrer at all, a form would not say either which page it comes from (Fetch, "append a request Origin
    // header").
    'Referrer-Policy': 'same-origin',
    'X-Content-Type-Options': 'nosniff',
    ...(location !== undefined && { Location: location }),
  });
  response.end(body);
}
