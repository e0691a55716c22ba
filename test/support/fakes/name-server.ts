import { createSocket, type Socket } from 'node:dgram';
import { isIPv4 } from 'node:net';

/** The response of a name server: an address, no address, or no response. */
interface Zone {
  readonly A: string;
  readonly AAAA: string;
}

/** A name server (RFC 1035) with configurable responses. */
export interface NameServer {
  readonly address: string;
  /** The names that clients looked up, once for each query. */
  readonly asked: string[];
  close(): Promise<void>;
}

const HEADER = 12;
const TYPES = new Map([
  [1, 'A'],
  [28, 'AAAA'],
] as const);

/** Starts a name server on a free local port. For an address, it can respond with `nothing`, or keep `silence`. */
export async function startNameServer(zones: Record<string, Zone>): Promise<NameServer> {
  const asked: string[] = [];
  const server: Socket = createSocket('udp4');
  server.on('message', (query, { port, address }) => {
    const { name, end } = nameIn(query);
    asked.push(name);
    const type = TYPES.get(query.readUInt16BE(end) as 1 | 28) ?? 'A';
    const value = zones[name]?.[type];
    if (value !== 'silence') server.send(answerTo(query, end + 4, value), port, address);
  });
  await new Promise<void>((resolve) => server.bind(0, '127.0.0.1', resolve));
  return {
    address: `127.0.0.1:${server.address().port}`,
    asked,
    close: () => new Promise((resolve) => server.close(resolve)),
  };
}

function nameIn(query: Buffer): { readonly name: string; readonly end: number } {
  const labels: string[] = [];
  let place = HEADER;
  for (let length = query.readUInt8(place); length > 0; length = query.readUInt8(place)) {
    labels.push(query.toString('latin1', place + 1, place + 1 + length));
    place += 1 + length;
  }
  return { name: labels.join('.').toLowerCase(), end: place + 1 };
}

/** Returns a response: the question with one address, without an address, or with NXDOMAIN. */
function answerTo(query: Buffer, end: number, value: string | undefined): Buffer {
  const head = Buffer.from(query.subarray(0, end));
  const data = value === undefined || value === 'nothing' ? undefined : bytesOf(value);
  head.writeUInt16BE(value === undefined ? 0x8183 : 0x8180, 2);
  head.writeUInt16BE(data === undefined ? 0 : 1, 6);
  head.writeUInt32BE(0, 8);
  if (data === undefined) return head;
  const record = Buffer.alloc(HEADER);
  record.writeUInt16BE(0xc000 + HEADER, 0);
  record.writeUInt16BE(data.length === 4 ? 1 : 28, 2);
  record.writeUInt16BE(1, 4);
  record.writeUInt16BE(data.length, 10);
  return Buffer.concat([head, record, data]);
}

/** Returns the bytes of an IPv4 address, or of an IPv6 address without `::`. */
function bytesOf(address: string): Buffer {
  if (isIPv4(address)) return Buffer.from(address.split('.').map(Number));
  const groups = address.split(':').map((group) => group.padStart(4, '0'));
  return Buffer.from(groups.join(''), 'hex');
}
