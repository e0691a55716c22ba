import { createServer, type IncomingHttpHeaders } from 'node:http';
import type { AddressInfo } from 'node:net';

/** A request as received. */
export interface Received {
  readonly headers: IncomingHttpHeaders;
  readonly method: string;
  readonly path: string;
  readonly body: string;
  /** The time of arrival, in milliseconds since 1970. */
  readonly at: number;
}

/** The response of a receiver: a status, a redirect, no response, or a body that never ends. */
type Answer = number | { readonly location: string } | 'silence' | 'endless';

/** A server that receives webhooks. */
export interface Receiver {
  readonly url: string;
  readonly port: number;
  readonly received: Received[];
  /** Sets the responses from now on: these in sequence, and then the last one for all further requests. */
  answer(...answers: [Answer, ...Answer[]]): void;
  close(): Promise<void>;
}

/** Starts a receiver on a free local port. */
export async function startReceiver(path = '/hooks/foyer'): Promise<Receiver> {
  const received: Received[] = [];
  let answers: Answer[] = [];
  const server = createServer((request, response) => {
    const { headers, method = '', url = '' } = request;
    const parts: Buffer[] = [];
    request.on('data', (part: Buffer) => parts.push(part));
    request.on('end', () => {
      const body = Buffer.concat(parts).toString();
      received.push({ headers, method, path: url, body, at: Date.now() });
      const answer = (answers.length > 1 ? answers.shift() : answers[0]) ?? 204;
      if (answer === 'silence') return;
      if (answer === 'endless') {
        response.writeHead(200);
        const more = () => {
          while (response.write('x'.repeat(65_536)));
        };
        response.on('drain', more);
        more();
      } else if (typeof answer === 'number') response.writeHead(answer).end();
      else response.writeHead(302, answer).end();
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}${path}`,
    port,
    received,
    answer(...next) {
      answers = next;
    },
    async close() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
