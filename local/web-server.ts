import type { IncomingMessage, Server } from 'node:http';

/** What the local servers listen on: this machine only. */
export const localHost = '127.0.0.1';

/** Whether a `Host` header names a server of this machine: a foreign page can give its own name this address (DNS rebinding). */
export function isOwnName(name: string | undefined, port: number): boolean {
  return name === `${localHost}:${port}` || name === `localhost:${port}`;
}

/** The body of a request, of which no more is read than `most` bytes and a chunk. */
export async function textOf(request: IncomingMessage, most: number): Promise<string> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size > most) break;
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString('utf8');
}

/** Listens on this machine. @throws when the port is taken. */
export function listen(server: Server, port: number): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen({ host: localHost, port }, resolve);
  });
}

/** Ends a server, with all that is connected to it. */
export function close(server: Server): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => {
      resolve();
    });
    server.closeAllConnections();
  });
}
