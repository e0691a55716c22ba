import { type AddressInfo, createServer, type Server, type Socket } from 'node:net';
import { type ConnectionOptions, createServer as createTlsServer, TLSSocket } from 'node:tls';

/** A receiver's treatment of a connection, once it has heard something. */
export type Hostility = (socket: Socket) => void;

/** A server that does to each connection what it was told, on plain TCP or behind TLS. */
export interface HostileReceiver {
  readonly port: number;
  readonly url: string;
  /** Connections that the other side has not ended. */
  waiting(): number;
  close(): Promise<void>;
}

/** An agreed key instead of certificates: a test needs no authority. */
const PSK = Buffer.from('a key for tests only');
/** The certificate that makes a client trust a receiver behind TLS. */
export const TRUSTING: ConnectionOptions = {
  ciphers: 'PSK',
  maxVersion: 'TLSv1.2',
  pskCallback: () => ({ psk: PSK, identity: 'foyer' }),
  checkServerIdentity: () => undefined,
};

interface Ways {
  /** Acts as soon as somebody connects, before anything is heard. */
  readonly atOnce?: boolean;
  readonly tls?: boolean;
  /** Keeps its side of a connection open when the other side has ended. */
  readonly allowHalfOpen?: boolean;
}

/** Starts a receiver on a free port of this machine that treats every connection alike. */
export async function startHostileReceiver(
  hostility: Hostility,
  { atOnce = false, tls = false, allowHalfOpen = true }: Ways = {},
): Promise<HostileReceiver> {
  const sockets = new Set<Socket>();
  const waiting = new Set<Socket>();
  const meet = (socket: Socket) => {
    socket.on('error', () => undefined);
    if (atOnce) hostility(socket.resume());
    else
      socket.once('data', () => {
        hostility(socket);
      });
  };
  const server: Server = tls
    ? createTlsServer({ ciphers: 'PSK', maxVersion: 'TLSv1.2', pskCallback: () => PSK }, meet)
    : createServer({ allowHalfOpen }, meet);
  server.on('connection', (socket: Socket) => {
    sockets.add(socket);
    waiting.add(socket);
    socket.on('error', () => undefined);
    for (const ended of ['end', 'close']) socket.on(ended, () => waiting.delete(socket));
  });
  server.on('tlsClientError', () => undefined);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    port,
    url: `http://127.0.0.1:${port}/`,
    waiting: () => waiting.size,
    async close() {
      for (const socket of sockets) socket.destroy();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

/** Repeats `text` every few milliseconds for as long as somebody is there. */
export function drip(text: string, before = ''): Hostility {
  return (socket) => {
    socket.write(before);
    const timer = setInterval(() => socket.write(text), 10);
    socket.on('close', () => {
      clearInterval(timer);
    });
  };
}

/** Repeats `text` as fast as the connection carries it. */
export function flood(text: string, before = ''): Hostility {
  return (socket) => {
    const much = Buffer.from(text.repeat(Math.ceil(65_536 / text.length)));
    const more = () => {
      while (socket.writable && socket.write(much));
    };
    socket.write(before);
    socket.on('drain', more);
    more();
  };
}

/** Says `text`, and then nothing more. */
export function say(text: string): Hostility {
  return (socket) => {
    socket.write(text);
  };
}

/** Says `text`, and ends its side of the connection. */
export function sayAndEnd(text: string): Hostility {
  return (socket) => {
    socket.end(text);
  };
}

/** Says `text`, and breaks the connection off with an RST. */
export function sayAndReset(text: string): Hostility {
  return (socket) => {
    const reset = () => (socket instanceof TLSSocket ? socket.destroy() : socket.resetAndDestroy());
    if (text === '') reset();
    else socket.write(text, () => setTimeout(reset, 20));
  };
}
