import { execFile } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';

import type { AttributeValue } from '@aws-sdk/client-dynamodb';
import { marshall, unmarshall } from '@aws-sdk/util-dynamodb';
import { generate } from 'selfsigned';

import { mintToken } from '../../lambdas/modules/invitations/token.ts';
import { newId, systemRandom } from '../../lambdas/modules/platform/ids.ts';
import { toInvitationItem } from '../../lambdas/modules/records/invitation-item.ts';
import { tenantKey } from '../../lambdas/modules/records/table.ts';
import { administratorClaims, httpEvent, jsonParts } from '../support/functions/http-event.ts';
import { EVERY_SCOPE } from '../support/functions/operations.ts';
import { record } from '../support/modules/invitation-records.ts';
import { testTenant } from '../support/modules/tenants.ts';
import { bundleBare, bundled } from './bundle.ts';
import { FUNCTION_ENVIRONMENT } from './function-environment.ts';
import { bareClientsOf, interval } from './load.ts';
import { median, printTable } from './report.ts';

const PAIRS = 30;

const id = newId('inv', systemRandom);
const { token, hash } = mintToken(id, systemRandom);
const claims = { ...administratorClaims, scope: EVERY_SCOPE, administrator_id: 'adm_1' };

interface Scenario {
  readonly name: string;
  readonly entry: string;
  readonly event: object;
  readonly status: number;
  /** Processor time of loading and answering, as a multiple of the bare clients that make the same calls. */
  readonly ratio: number;
}

const SCENARIOS: readonly Scenario[] = [
  {
    name: 'look up an invitation',
    entry: 'lambdas/sign-up-api/handler.ts',
    event: httpEvent('POST /v1/sign-up/lookup', jsonParts({ token })),
    status: 200,
    ratio: 1.2,
  },
  {
    name: 'list invitations',
    entry: 'lambdas/admin-api/handler.ts',
    event: httpEvent('GET /v1/invitations', { query: { limit: '25' }, claims }),
    status: 200,
    ratio: 1.3,
  },
  {
    name: 'create an invitation',
    entry: 'lambdas/admin-api/handler.ts',
    event: httpEvent('POST /v1/invitations', jsonParts({ email: 'ada@example.com' }, { claims })),
    status: 201,
    ratio: 1.45,
  },
];

/** A call to AWS as it arrives: the target header and the body. */
interface Call {
  readonly target: string;
  readonly body: Record<string, unknown>;
}

/**
 * Prints the processor time that a new process takes to load a function and answer its first request, as a multiple of
 * what its SDK clients take to load and make the same calls. DynamoDB and Cognito are stubs behind HTTPS, as in AWS.
 *
 * @returns the budgets that are exceeded: only those whose whole interval is above the budget
 */
export async function firstAnswer(): Promise<string[]> {
  const directory = await mkdtemp(join(tmpdir(), 'foyer-first-answer-'));
  const aws = await startAws(directory);
  const wrong: string[] = [];
  const rows: (string | number)[][] = [];
  try {
    for (const [place, scenario] of SCENARIOS.entries()) {
      const { index: own } = bundled(scenario.entry, join(directory, `${place}`));
      const alone = join(directory, `${place}-bare.mjs`);
      const event = join(directory, `${place}.json`);
      await writeFile(event, JSON.stringify(scenario.event));
      aws.calls.length = 0;
      const { status } = await run(own, event, aws.environment);
      if (status !== scenario.status)
        throw new Error(`${scenario.name} answers ${status} and not ${scenario.status}.`);
      const calls = [...aws.calls];
      const clients = await bareClientsOf(scenario.entry);
      await bundleBare(`${clients}\n${sameCalls(calls)}`, alone);
      const ratios: number[] = [];
      const times = { own: [] as number[], alone: [] as number[] };
      for (let pair = 0; pair < PAIRS; pair++) {
        const measured = { own: 0, alone: 0 };
        const order =
          Math.random() < 0.5 ? (['own', 'alone'] as const) : (['alone', 'own'] as const);
        for (const which of order)
          measured[which] = (
            await run(which === 'own' ? own : alone, event, aws.environment)
          ).milliseconds;
        times.own.push(measured.own);
        times.alone.push(measured.alone);
        ratios.push(measured.own / measured.alone);
      }
      const [low, high] = interval(ratios);
      rows.push([
        scenario.name,
        calls.map(({ target }) => target.replace(/^.*\./, '')).join(', '),
        median(times.own).toFixed(0),
        median(times.alone).toFixed(0),
        `${median(ratios).toFixed(2)} (${low.toFixed(2)}–${high.toFixed(2)})`,
        scenario.ratio,
      ]);
      if (low > scenario.ratio)
        wrong.push(
          `The first answer to "${scenario.name}" takes ${low.toFixed(2)} times its clients; allowed: ${scenario.ratio}.`,
        );
    }
  } finally {
    await aws.stop();
    await rm(directory, { recursive: true });
  }
  printTable(
    `Loading a function and its first answer, in processor time (${PAIRS} pairs)`,
    ['request', 'calls', 'ms', 'ms of clients', 'ratio (95%)', 'allowed'],
    rows,
  );
  return wrong;
}

/** Loads a bundle, calls its `handler` with an event, and prints the processor time and the status. */
const ANSWER = `
const { readFileSync } = require('node:fs');
const [, file, event] = process.argv;
const before = process.cpuUsage();
Promise.resolve(file.endsWith('.mjs') ? import(file) : require(file))
  .then(({ handler }) => handler(JSON.parse(readFileSync(event, 'utf8')), {}))
  .then(({ statusCode }) => {
    const { user, system } = process.cpuUsage(before);
    console.log(JSON.stringify({ milliseconds: (user + system) / 1000, status: statusCode }));
    process.exit();
  });
`;

async function run(
  file: string,
  event: string,
  environment: Readonly<Record<string, string>>,
): Promise<{ readonly milliseconds: number; readonly status: number }> {
  const { stdout } = await promisify(execFile)(
    process.execPath,
    ['--input-type=commonjs', '--eval', ANSWER, file, event],
    { env: { ...FUNCTION_ENVIRONMENT, ...environment } },
  );
  return JSON.parse(stdout.trim().split('\n').at(-1) ?? '') as Awaited<ReturnType<typeof run>>;
}

/** Returns source text with a handler that makes the same calls, one after the other. */
function sameCalls(calls: readonly Call[]): string {
  const sends = calls.map(({ target, body }) => {
    const operation = target.replace(/^.*\./, '');
    if (!target.startsWith('DynamoDB'))
      return `await send(cognito, new ${operation}Command(${JSON.stringify(body)}));`;
    const command = operation.replace(/Items?$/, '');
    return `await send(table, new ${command}Command(${literal(documentOf(body))}));`;
  });
  return `
const table = DynamoDBDocumentClient.from(new DynamoDBClient());
const cognito = new CognitoIdentityProviderClient();
const send = (client, command) => client.send(command).catch(() => undefined);
export async function handler() {
  ${sends.join('\n  ')}
  return { statusCode: 200 };
}
`;
}

/** Returns the input of a document client for the body of a call: plain values in place of attribute values. */
function documentOf(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(documentOf);
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value);
  const [[type, inner] = ['', undefined]] = entries;
  if (entries.length === 1 && /^(S|N|B|SS|NS|M|L|BOOL|NULL)$/.test(type) && inner !== undefined)
    return unmarshall({ value: value as AttributeValue })['value'];
  return Object.fromEntries(entries.map(([name, nested]) => [name, documentOf(nested)]));
}

/** Returns a value as source text. Sets are sets. */
function literal(value: unknown): string {
  if (value instanceof Set) return `new Set(${JSON.stringify([...value])})`;
  if (Array.isArray(value)) return `[${value.map(literal).join(', ')}]`;
  if (typeof value === 'object' && value !== null)
    return `{ ${Object.entries(value)
      .map(([name, inner]) => `${JSON.stringify(name)}: ${literal(inner)}`)
      .join(', ')} }`;
  return JSON.stringify(value);
}

/** Starts stubs of DynamoDB and Cognito behind HTTPS, which remember the calls. */
async function startAws(directory: string): Promise<{
  readonly calls: Call[];
  readonly environment: Readonly<Record<string, string>>;
  stop(): Promise<void>;
}> {
  const { private: key, cert } = await generate([{ name: 'commonName', value: 'localhost' }], {
    extensions: [{ name: 'subjectAltName', altNames: [{ type: 2, value: 'localhost' }] }],
  });
  const certificate = join(directory, 'aws.pem');
  await writeFile(certificate, cert);
  const calls: Call[] = [];
  const server = createServer({ key, cert }, (request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const call: Call = {
        target: String(request.headers['x-amz-target']),
        body: JSON.parse(Buffer.concat(chunks).toString()) as Record<string, unknown>,
      };
      calls.push(call);
      const { status, body } = answerTo(call);
      response.writeHead(status, { 'content-type': 'application/x-amz-json-1.0' });
      response.end(JSON.stringify(body));
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    calls,
    environment: {
      AWS_ENDPOINT_URL: `https://localhost:${port}`,
      NODE_EXTRA_CA_CERTS: certificate,
    },
    stop: () =>
      new Promise((resolve) => {
        server.closeAllConnections();
        server.close(() => {
          resolve();
        });
      }),
  };
}

const stored = (item: object) => marshall(item, { removeUndefinedValues: true });
const INVITATION = stored(toInvitationItem(record({ id, tokenHashes: new Set([hash]) })));
const TENANT = stored({ ...tenantKey('acme'), ...testTenant('acme') });
const PAGE = Array.from({ length: 25 }, () => stored(toInvitationItem(record())));

function answerTo({ target, body }: Call): { readonly status: number; readonly body: object } {
  const ok = (answer: object) => ({ status: 200, body: answer });
  switch (target.replace(/^.*\./, '')) {
    case 'GetItem': {
      const key = JSON.stringify(body['Key']);
      if (key.includes(id)) return ok({ Item: INVITATION });
      return ok(key.includes('tenant') ? { Item: TENANT } : {});
    }
    case 'BatchGetItem':
      return ok({ Responses: { [FUNCTION_ENVIRONMENT['TABLE_NAME'] ?? '']: [TENANT] } });
    case 'Query':
      return ok({ Items: PAGE, Count: PAGE.length });
    case 'AdminGetUser':
      return {
        status: 400,
        body: { __type: 'UserNotFoundException', message: 'User does not exist.' },
      };
    default:
      return ok({});
  }
}
