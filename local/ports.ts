import { connect, createServer, type Server } from 'node:net';
import { LocalFailure } from './failure.ts';

const host = '127.0.0.1';
const neighbours = 50;
const mostAttempts = 5;

/** Which port a service would like. */
export interface PortWish {
  /** What it is for, as a person would say it: "the pages". */
  readonly purpose: string;
  readonly preferred: number;
  /** The port somebody asked for by name: that one or none. */
  readonly demanded?: number | undefined;
  /** How it is asked for: "--port". */
  readonly option: string;
}

/** A port that nobody else can take before it is released. */
export interface HeldPort {
  readonly number: number;
  /** Gives it to whoever listens next: to be called by the one who wants to, at the last moment. May be repeated. */
  release(): Promise<void>;
}

/**
 * The demanded port, or the preferred one, or the next free one after it. It is listened on until it is released:
 * minutes can lie between choosing and using, and other instances choose in the meantime.
 * @throws LocalFailure when the demanded port is taken.
 */
export async function holdPort(wish: PortWish): Promise<HeldPort> {
  const { demanded, preferred } = wish;
  const [first, last] =
    demanded === undefined ? [preferred, preferred + neighbours - 1] : [demanded, demanded];
  for (let port = first; port <= last; port += 1) {
    const held = await tryToHold(port);
    if (held !== undefined) return held;
  }
  throw demanded === undefined ? noneFree(wish) : taken(wish, demanded);
}

/** Another program has taken the port in the moment before its owner listened on it. */
export class PortLost extends Error {
  override readonly name = 'PortLost';
}

/**
 * Starts a program that takes a second or two until it listens: with the next free port when another one was quicker.
 * @throws LocalFailure when the demanded port is taken.
 */
export async function onFreePort<T>(
  wish: PortWish,
  start: (port: number) => Promise<T>,
): Promise<T> {
  for (let attempt = 1; ; attempt += 1) {
    const port = await holdPort(wish);
    await port.release();
    try {
      return await start(port.number);
    } catch (error) {
      if (!(error instanceof PortLost) || attempt === mostAttempts) throw error;
    }
  }
}

function taken({ purpose, option }: PortWish, port: number): LocalFailure {
  return new LocalFailure(
    `Port ${port} is already in use, so it cannot be used for ${purpose}.`,
    `Stop the program that uses it (see lsof -i :${port}), choose another port with ${option}, ` +
      `or omit ${option} to use a free port.`,
  );
}

function noneFree({ purpose, option, preferred }: PortWish): LocalFailure {
  return new LocalFailure(
    `No port between ${preferred} and ${preferred + neighbours} is free for ${purpose}.`,
    `Choose a free port with ${option}.`,
  );
}

async function tryToHold(port: number): Promise<HeldPort | undefined> {
  // Both questions: on macOS one may listen on 127.0.0.1 although another program listens on every address.
  if (await answers(port)) return undefined;
  const server = await listenOn(port);
  if (server === undefined) return undefined;
  let released: Promise<void> | undefined;
  return { number: port, release: () => (released ??= close(server)) };
}

/** Whether a program could listen on the port now. */
export async function isFree(port: number): Promise<boolean> {
  const held = await tryToHold(port);
  await held?.release();
  return held !== undefined;
}

function answers(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect({ host, port });
    socket.once('connect', () => {
      socket.destroy();
      resolve(true);
    });
    socket.once('error', () => {
      resolve(false);
    });
  });
}

function listenOn(port: number): Promise<Server | undefined> {
  return new Promise((resolve) => {
    const server = createServer((socket) => {
      socket.destroy();
    });
    server.once('error', () => {
      resolve(undefined);
    });
    server.listen({ host, port }, () => {
      resolve(server);
    });
  });
}

function close(server: Server): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => {
      resolve();
    });
  });
}
