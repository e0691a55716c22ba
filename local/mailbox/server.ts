import { readFileSync } from 'node:fs';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { join } from 'node:path';

import { transformSync } from 'esbuild';
import * as z from 'zod';

import { close, isLoopbackName, listen, loopbackHost, readBody } from '../loopback.ts';
import { type Feedback, isMailOutcome, MAIL_OUTCOMES, type MailEvent } from '../ses/feedback.ts';
import { type Mail, SentMails } from './messages.ts';

/** The running mailbox. */
export interface Mailbox {
  /**
   * The page. With `.json` appended, the emails as data, newest first: all of them, those to one address (`?to=`), or a
   * number of them (`?limit=`).
   */
  readonly url: string;
  close(): Promise<void>;
}

export interface MailboxOptions {
  readonly port: number;
  readonly awsEndpoint: string;
  readonly feedback: Pick<Feedback, 'eventsOf' | 'simulate'>;
}

/** An email in the response to the page. */
export interface MailboxMail extends Mail {
  /** Its SES events, oldest first. */
  readonly feedback: readonly MailEvent[];
}

/** The maximum size of a form in bytes. Its only field is a short word. */
const FORM_MAX_BYTES = 1_000;

const querySchema = z.object({
  to: z.string().optional(),
  limit: z.coerce.number().int().positive().optional(),
});

interface HttpResponse {
  readonly status: number;
  readonly type: string;
  readonly body: string;
  readonly policy?: string;
  readonly location?: string;
}

/** Allows only resources of this server, and an email in a frame. */
const pagePolicy =
  "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; frame-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'";

/** Isolates the untrusted HTML of an email: no scripts, no forms, an opaque origin. Links open in new tabs. */
const mailPolicy =
  "sandbox allow-popups allow-popups-to-escape-sandbox; default-src 'none'; style-src 'unsafe-inline'; img-src https: http: data:; font-src https:; base-uri 'none'";

/** Serves the emails of the local AWS emulator, to this machine only. */
export async function startMailbox(options: MailboxOptions): Promise<Mailbox> {
  const assets = readAssets();
  const sent = new SentMails(options.awsEndpoint);
  const server = createServer((request, response) => {
    respond(request, options, sent, assets).then(
      (result) => {
        send(response, result);
      },
      () => {
        send(response, {
          status: 502,
          type: 'text/plain',
          body: 'The local AWS emulator is not responding.\n',
        });
      },
    );
  });
  await listen(server, options.port);
  return { url: `http://${loopbackHost}:${options.port}/mailbox`, close: () => close(server) };
}

async function respond(
  request: IncomingMessage,
  options: MailboxOptions,
  sent: SentMails,
  assets: ReadonlyMap<string, HttpResponse>,
): Promise<HttpResponse> {
  const { port, feedback } = options;
  if (!isLoopbackName(request.headers.host, port))
    return plain(421, 'The mailbox is available only at 127.0.0.1 and localhost.');
  const { pathname: path, searchParams } = new URL(request.url ?? '/', 'http://mailbox');
  const simulatedId = /^\/mailbox\/mails\/([\w-]+)\/feedback$/.exec(path)?.[1];
  if (simulatedId !== undefined) return simulate(request, options, simulatedId);
  if (request.method !== 'GET' && request.method !== 'HEAD')
    return plain(405, 'The method must be GET or HEAD.');
  const asset = assets.get(path);
  if (asset !== undefined) return asset;
  if (path === '/mailbox.json') {
    const query = querySchema.safeParse(Object.fromEntries(searchParams));
    if (!query.success) return plain(400, 'limit must be a positive integer.');
    const { to, limit } = query.data;
    const mails = (await sent.read()).filter((mail) => to === undefined || isTo(mail, to));
    return json(
      mails.slice(0, limit).map((mail) => ({ ...mail, feedback: feedback.eventsOf(mail.id) })),
    );
  }
  const id = /^\/mailbox\/mails\/([\w-]+)$/.exec(path)?.[1];
  const mail = id === undefined ? undefined : (await sent.read()).find((each) => each.id === id);
  return mail?.html === undefined ? plain(404, 'Not found.') : document(mail.html);
}

function isTo({ to }: Mail, address: string): boolean {
  return to.toLowerCase().split(', ').includes(address.trim().toLowerCase());
}

/** Handles a form whose `type` is one of {@link MAIL_OUTCOMES}, from the page or a command line, without a script. */
async function simulate(
  request: IncomingMessage,
  { port, feedback }: MailboxOptions,
  mailId: string,
): Promise<HttpResponse> {
  if (request.method !== 'POST') return plain(405, 'The method must be POST.');
  // Any page can send a form to any server, but browsers name the page in `Origin`.
  const { origin } = request.headers;
  if (origin !== undefined && !isLoopbackName(origin.replace(/^http:\/\//, ''), port))
    return plain(403, 'The form must come from the page of this mailbox.');
  const outcome = new URLSearchParams(await readBody(request, FORM_MAX_BYTES)).get('type');
  if (!isMailOutcome(outcome))
    return plain(400, `type must be one of ${MAIL_OUTCOMES.join(', ')}.`);
  if (!(await feedback.simulate(mailId, outcome))) return plain(404, 'The email does not exist.');
  return { status: 303, type: 'text/plain', body: '', location: `/mailbox#${mailId}` };
}

function document(html: string): HttpResponse {
  const newTabs = '<base target="_blank">';
  const body = /<head[^>]*>/i.test(html)
    ? html.replace(/<head[^>]*>/i, `$&${newTabs}`)
    : newTabs + html;
  return { status: 200, type: 'text/html', body, policy: mailPolicy };
}

function json(mails: readonly MailboxMail[]): HttpResponse {
  return { status: 200, type: 'application/json', body: JSON.stringify(mails) };
}

function plain(status: number, sentence: string): HttpResponse {
  return { status, type: 'text/plain', body: `${sentence}\n` };
}

function readAssets(): ReadonlyMap<string, HttpResponse> {
  const read = (file: string): string => readFileSync(join(import.meta.dirname, file), 'utf8');
  const page: HttpResponse = {
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

function send(
  response: ServerResponse,
  { status, type, body, policy, location }: HttpResponse,
): void {
  response.writeHead(status, {
    'Content-Type': `${type}; charset=utf-8`,
    'Cache-Control': 'no-store',
    'Content-Security-Policy': policy ?? "default-src 'none'",
    'Cross-Origin-Resource-Policy': 'same-origin',
    // With `no-referrer`, browsers also omit the origin of a form (Fetch, "append a request Origin header").
    'Referrer-Policy': 'same-origin',
    'X-Content-Type-Options': 'nosniff',
    ...(location !== undefined && { Location: location }),
  });
  response.end(body);
}
