import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { transformSync } from 'esbuild';
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
}

const host = '127.0.0.1';

interface Answer {
  readonly status: number;
  readonly type: string;
  readonly body: string;
  readonly policy?: string;
}

/** Only what this server serves, and a mail in a frame. */
const pagePolicy =
  "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; frame-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

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
  return { url: `http://${host}:${options.port}/mailbox`, close: () => close(server) };
}

async function answer(
  request: IncomingMessage,
  { port, awsEndpoint }: MailboxOptions,
  assets: ReadonlyMap<string, Answer>,
): Promise<Answer> {
  // A foreign page can give its own name this address (DNS rebinding) and would then be of the same origin.
  if (!isOwnName(request.headers.host, port))
    return plain(421, 'This mailbox answers as 127.0.0.1 and localhost only.');
  if (request.method !== 'GET' && request.method !== 'HEAD')
    return plain(405, 'Only reading is possible.');
  const path = new URL(request.url ?? '/', 'http://mailbox').pathname;
  const asset = assets.get(path);
  if (asset !== undefined) return asset;
  if (path === '/mailbox.json') return json(await readMails(awsEndpoint));
  const id = /^\/mailbox\/mails\/([\w-]+)$/.exec(path)?.[1];
  const mail =
    id === undefined ? undefined : (await readMails(awsEndpoint)).find((each) => each.id === id);
  return mail?.html === undefined ? plain(404, 'There is nothing here.') : document(mail.html);
}

/** Whether a `Host` header names this server. */
export function isOwnName(name: string | undefined, port: number): boolean {
  return name === `${host}:${port}` || name === `localhost:${port}`;
}

function document(html: string): Answer {
  const newTabs = '<base target="_blank">';
  const body = /<head[^>]*>/i.test(html)
    ? html.replace(/<head[^>]*>/i, `$&${newTabs}`)
    : newTabs + html;
  return { status: 200, type: 'text/html', body, policy: mailPolicy };
}

function json(mails: readonly Mail[]): Answer {
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

function send(response: ServerResponse, { status, type, body, policy }: Answer): void {
  response.writeHead(status, {
    'Content-Type': `${type}; charset=utf-8`,
    'Cache-Control': 'no-store',
    'Content-Security-Policy': policy ?? "default-src 'none'",
    'Cross-Origin-Resource-Policy': 'same-origin',
    'Referrer-Policy': 'no-referrer',
    'X-Content-Type-Options': 'nosniff',
  });
  response.end(body);
}

function listen(server: Server, port: number): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen({ host, port }, resolve);
  });
}

function close(server: Server): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => {
      resolve();
    });
    server.closeAllConnections();
  });
}
