import { connect, createServer } from 'node:net';
import { LocalFailure } from './failure.ts';

const host = '127.0.0.1';
const neighbours = 50;

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

/**
 * The demanded port, or the preferred one, or the next free one after it.
 * @throws LocalFailure when the demanded port is taken.
 */
export async function choosePort(
  wish: PortWish,
  reserved: readonly number[] = [],
): Promise<number> {
  if (wish.demanded !== undefined) {
    if (!reserved.includes(wish.demanded) && (await isFree(wish.demanded))) return wish.demanded;
    throw new LocalFailure(
      `Port ${wish.demanded} is taken, and ${wish.purpose} should listen on it.`,
      `Stop the program that uses it (see: lsof -i :${wish.demanded}), choose another with ${wish.option}, ` +
        `or leave ${wish.option} out and a free one is found.`,
    );
  }
  for (let port = wish.preferred; port < wish.preferred + neighbours; port += 1) {
    if (!reserved.includes(port) && (await isFree(port))) return port;
  }
  throw new LocalFailure(
    `No port between ${wish.preferred} and ${wish.preferred + neighbours} is free for ${wish.purpose}.`,
    `Name a free one with ${wish.option}.`,
  );
}

/** Whether a program could listen on the port now. */
export async function isFree(port: number): Promise<boolean> {
  // Both questions: on macOS one may listen on 127.0.0.1 although another program listens on every address.
  return !(await answers(port)) && (await canListen(port));
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

function canListen(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const server = createServer();
    server.once('error', () => {
      resolve(false);
    });
    server.listen({ host, port }, () => {
      server.close(() => {
        resolve(true);
      });
    });
  });
}
