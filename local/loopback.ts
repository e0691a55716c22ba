/** Servers and ports on the loopback interface, which only this machine can reach. */
import type { IncomingMessage, Server as HttpServer } from 'node:http';
import { connect, createServer, type Server } from 'node:net';

import { LocalFailure } from './errors.ts';

export const loopbackHost = '127.0.0.1';

/** Number of ports to try, starting with the preferred one. */
const candidates = 50;
const maxAttempts = 5;

/** A request for a port. */
export interface PortRequest {
  /** The purpose in error messages: "the pages". */
  readonly purpose: string;
  readonly preferred: number;
  /** The only acceptable port, if the developer chose one. */
  readonly required?: number | undefined;
  /** The command-line option that sets `required`: "--port". */
  readonly option: string;
}

/** A port that no other program can take before it is released. */
export interface HeldPort {
  readonly number: number;
  /** Frees the port for its server. Call it right before the server listens. Safe to repeat. */
  release(): Promise<void>;
}

/**
 * Holds the required port, or else the first free port starting with the preferred one, by listening on it. Minutes can
 * pass before its server starts, and other instances choose ports in the meantime.
 * @throws {LocalFailure} if the required port is in use.
 */
export async function holdPort(request: PortRequest): Promise<HeldPort> {
  const { required, preferred } = request;
  const [first, last] =
    required === undefined ? [preferred, preferred + candidates - 1] : [required, required];
  for (let port = first; port <= last; port += 1) {
    const held = await tryToHold(port);
    if (held !== undefined) return held;
  }
  throw required === undefined ? noFreePort(request) : portInUse(request, required);
}

/** Another program took the port before its server listened on it. */
export class PortLostError extends Error {
  override readonly name = 'PortLostError';
}

/**
 * Starts a program that takes a second or two to start listening. If another program takes the port first, tries the
 * next free one.
 * @throws {LocalFailure} if the required port is in use.
 */
export async function onFreePort<T>(
  request: PortRequest,
  start: (port: number) => Promise<T>,
): Promise<T> {
  for (let attempt = 1; ; attempt += 1) {
    const port = await holdPort(request);
    await port.release();
    try {
      return await start(port.number);
    } catch (error) {
      if (!(error instanceof PortLostError) || attempt === maxAttempts) throw error;
    }
  }
}

function portInUse({ purpose, option }: PortRequest, port: number): LocalFailure {
  return new LocalFailure(
    `Port ${port} is already in use, so it cannot be used for ${purpose}.`,
    `Stop the program that uses it (see lsof -i :${port}), choose another port with ${option}, ` +
      `or omit ${option} to use a free port.`,
  );
}

function noFreePort({ purpose, option, preferred }: PortRequest): LocalFailure {
  return new LocalFailure(
    `No port between ${preferred} and ${preferred + candidates} is free for ${purpose}.`,
    `Choose a free port with ${option}.`,
  );
}

async function tryToHold(port: number): Promise<HeldPort | undefined> {
  // Connects first: macOS allows listening on 127.0.0.1 while another program listens on every address.
  if (await acceptsConnections(port)) return undefined;
  const server = createServer((socket) => {
    socket.destroy();
  });
  try {
    await listen(server, port);
  } catch {
    return undefined;
  }
  let released: Promise<void> | undefined;
  return { number: port, release: () => (released ??= closed(server)) };
}

/** Returns whether a program could listen on the port now. */
export async function isFree(port: number): Promise<boolean> {
  const held = await tryToHold(port);
  await held?.release();
  return held !== undefined;
}

function acceptsConnections(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect({ host: loopbackHost, port });
    socket.once('connect', () => {
      socket.destroy();
      resolve(true);
    });
    socket.once('error', () => {
      resolve(false);
    });
  });
}

/** Listens on the loopback interface. @throws if the port is in use. */
export function listen(server: Server, port: number): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen({ host: loopbackHost, port }, resolve);
  });
}

/** Closes a server and its connections. */
export function close(server: HttpServer): Promise<void> {
  const done = closed(server);
  server.closeAllConnections();
  return done;
}

function closed(server: Server): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => {
      resolve();
    });
  });
}

/** Checks a `Host` header: a page from another site can point its own name at this address (DNS rebinding). */
export function isLoopbackName(name: string | undefined, port: number): boolean {
  return name === `${loopbackHost}:${port}` || name === `localhost:${port}`;
}

/** Reads the body of a request, at most `maxBytes` and one chunk. */
export async function readBody(request: IncomingMessage, maxBytes: number): Promise<string> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size > maxBytes) break;
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString('utf8');
}
