import { type AddressInfo, createServer, type Server, type Socket } from 'node:net';
import { type ConnectionOptions, createServer as createTlsServer, TLSSocket } from 'node:tls';

/** The behavior of a receiver once it has received data on a connection. */
export type Hostility = (socket: Socket) => void;

/** A server that treats each connection in a given way, over plain TCP or TLS. */
export interface HostileReceiver {
  readonly port: number;
  readonly url: string;
  /** Returns the number of connections that the other side has not closed. */
  waiting(): number;
  close(): Promise<void>;
}

/** A pre-shared key instead of certificates, so that tests do not need a certificate authority. */
const PSK = Buffer.from('a key for tests only');
/** Options that make a client trust a receiver with TLS. */
export const TRUSTING: ConnectionOptions = {
  ciphers: 'PSK',
  maxVersion: 'TLSv1.2',
  pskCallback: () => ({ psk: PSK, identity: 'foyer' }),
  checkServerIdentity: () => undefined,
};

interface Ways {
  /** Acts as soon as a client connects, before it sends any data. */
  readonly atOnce?: boolean;
  readonly tls?: boolean;
  /** Keeps its side of a connection open after the other side has closed. */
  readonly allowHalfOpen?: boolean;
}

/** Starts a receiver on a free local port that treats all connections the same way. */
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

/** Sends `text` every few milliseconds while the client is connected. */
export function drip(text: string, before = ''): Hostility {
  return (socket) => {
    socket.write(before);
    const timer = setInterval(() => socket.write(text), 10);
    socket.on('close', () => {
      clearInterval(timer);
    });
  };
}

/** Sends `text` as fast as the connection allows. */
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

/** Sends `text`, and then nothing. */
export function say(text: string): Hostility {
  return (socket) => {
    socket.write(text);
  };
}

/** Sends `text`, and closes its side of the connection. */
export function sayAndEnd(text: string): Hostility {
  return (socket) => {
    socket.end(text);
  };
}

/** Sends `text`, and resets the connection with an RST. */
export function sayAndReset(text: string): Hostility {
  return (socket) => {
    const reset = () => (socket instanceof TLSSocket ? socket.destroy() : socket.resetAndDestroy());
    if (text === '') reset();
    else socket.write(text, () => setTimeout(reset, 20));
  };
}
