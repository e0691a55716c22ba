import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

import { CloudWatchLogsClient, paginateFilterLogEvents } from '@aws-sdk/client-cloudwatch-logs';
import { GetFunctionConfigurationCommand, LambdaClient } from '@aws-sdk/client-lambda';
import * as z from 'zod';

import { clientCredentials } from '../../client/src/client-credentials.ts';
import { verifyWebhook } from '../../client/src/webhooks.ts';
import type { Check } from './check.ts';
import {
  administratorOf,
  awaitValue,
  call,
  request,
  requireStatus,
  resourcesOf,
  SkippedError,
  type Smoke,
} from './smoke.ts';

/** The time within which a test event must arrive, in seconds. */
const WEBHOOK_SECONDS = 60;
/** How long before the start of the checks to begin reading function durations, in milliseconds. */
const TIMES_BEFORE = 3_600_000;

const apiClientCheck: Check = {
  name: 'API client',
  proves: 'a program gets a token with its credentials, and the API accepts it.',
  remedy: 'Check the log of the admin-api function, and the token endpoint of managed login.',
  async run(smoke) {
    administratorOf(smoke);
    const { id, secret } = await call(smoke, 'POST', '/v1/api-clients', {
      expected: 201,
      body: { name: 'Smoke test', scopes: ['invitations:read'] },
    });
    const [clientId, clientSecret] = [String(id), String(secret)];
    const { tokenUrl } = smoke.installation;
    const token = await clientCredentials({ tokenUrl, clientId, clientSecret })();
    const list = await request(smoke, 'GET', '/v1/invitations', { token });
    requireStatus(list, 200, 'GET /v1/invitations as an API client');
    const tenant = await request(smoke, 'GET', '/v1/tenant', { token });
    requireStatus(tenant, 403, 'GET /v1/tenant without its scope');
    await call(smoke, 'DELETE', `/v1/api-clients/${clientId}`, { expected: 204 });
    return 'token accepted for its scope only';
  },
};

const webhookCheck: Check = {
  name: 'webhook',
  proves: 'Foyer calls a server of a tenant, and records the response.',
  remedy: 'Check the log of the webhook delivery, and the URL of your receiver.',
  async run(smoke) {
    administratorOf(smoke);
    if (smoke.installation.stage === 'local') return withLocalReceiver(smoke);
    if (smoke.webhookUrl === undefined)
      throw new SkippedError(
        'A webhook needs a receiver on the public internet. Name one that answers any POST request with --webhook-url.',
      );
    const { status } = await sendTestEvent(smoke, smoke.webhookUrl);
    return `delivered, answered with ${status}`;
  },
};

async function sendTestEvent(
  smoke: Smoke,
  url: string,
): Promise<{ readonly status: number; readonly secret: string }> {
  const { id, secret } = await call(smoke, 'POST', '/v1/webhooks', {
    expected: 201,
    // Test events are sent regardless of the types, so this type keeps other events away.
    body: { url, events: ['customer.suspended'] },
  });
  const path = `/v1/webhooks/${String(id)}`;
  await call(smoke, 'POST', `${path}/test`, { expected: 202 });
  const { status, failure } = await awaitValue('The test event', WEBHOOK_SECONDS, async () => {
    const { lastTest } = await call(smoke, 'GET', path, { expected: 200 });
    return lastTest as { status?: number; failure?: string } | undefined;
  });
  await call(smoke, 'DELETE', path, { expected: 204 });
  if (status === undefined || status >= 300)
    throw new Error(`The receiver returned ${status ?? failure ?? 'nothing'}.`);
  return { status, secret: String(secret) };
}

/** Receives the test event on this machine, and verifies its signature as a tenant would. */
async function withLocalReceiver(smoke: Smoke): Promise<string> {
  const received: { readonly headers: Record<string, string>; readonly body: string }[] = [];
  const server = createServer((incoming, response) => {
    const parts: Buffer[] = [];
    incoming.on('data', (part: Buffer) => parts.push(part));
    incoming.on('end', () => {
      const headers = incoming.headers as Record<string, string>;
      received.push({ headers, body: Buffer.concat(parts).toString() });
      response.writeHead(204).end();
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  try {
    const { port } = server.address() as AddressInfo;
    const { status, secret } = await sendTestEvent(smoke, `http://127.0.0.1:${port}/`);
    const [message] = received;
    if (message === undefined) throw new Error('The receiver got no message.');
    verifyWebhook(secret, message.headers, message.body);
    return `delivered, signature verified, answered with ${status}`;
  } finally {
    server.closeAllConnections();
    server.close();
  }
}

/** A `platform.report` line that Lambda logs after each invocation, with durations in milliseconds. */
const reportSchema = z.object({
  record: z.object({
    metrics: z.object({ durationMs: z.number(), initDurationMs: z.number().optional() }),
  }),
});

const timesCheck: Check = {
  name: 'function times',
  proves: 'every function loads and answers, and shows how long a cold start takes.',
  remedy: 'Read the log of the function that reported nothing: it did not run, or could not load.',
  async run(smoke) {
    const since = new Date(smoke.startedAt.getTime() - TIMES_BEFORE);
    const lambda = new LambdaClient(smoke.installation.config);
    const logs = new CloudWatchLogsClient(smoke.installation.config);
    const lines: string[] = [];
    for (const { physicalId } of resourcesOf(smoke, 'AWS::Lambda::Function')) {
      const { Description = '', LoggingConfig } = await lambda.send(
        new GetFunctionConfigurationCommand({ FunctionName: physicalId }),
      );
      // The stack also contains CDK's functions, which run only during a deployment.
      if (!Description.startsWith('Foyer') || LoggingConfig?.LogGroup === undefined) continue;
      const times = await reportedTimes(logs, LoggingConfig.LogGroup, since);
      if (times !== undefined) lines.push(`\n    ${Description.padEnd(70)} ${times}`);
    }
    if (lines.length === 0)
      throw new SkippedError(
        'The functions reported no durations. The local AWS emulator never does.',
      );
    return `${lines.length} functions, last hour${lines.join('')}`;
  },
};

async function reportedTimes(
  logs: CloudWatchLogsClient,
  logGroupName: string,
  since: Date,
): Promise<string | undefined> {
  const cold: number[] = [];
  const warm: number[] = [];
  for await (const { events = [] } of paginateFilterLogEvents(
    { client: logs },
    {
      logGroupName,
      startTime: since.getTime(),
      filterPattern: '{ $.type = "platform.report" }',
    },
  ))
    for (const { message = '' } of events) {
      const report = reportSchema.safeParse(parsed(message));
      if (!report.success) continue;
      const { durationMs, initDurationMs } = report.data.record.metrics;
      if (initDurationMs === undefined) warm.push(durationMs);
      else cold.push(initDurationMs + durationMs);
    }
  if (cold.length + warm.length === 0) return undefined;
  return [
    `cold ${cold.length === 0 ? 'none' : `${median(cold)} ms (${cold.length})`}`,
    `warm ${warm.length === 0 ? 'none' : `${median(warm)} ms (${warm.length})`}`,
  ].join(', ');
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function median(values: readonly number[]): number {
  return Math.round(values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0);
}

/** Checks of programs and servers that work with Foyer, and of the functions’ durations. */
export const INTEGRATION_CHECKS: readonly Check[] = [apiClientCheck, webhookCheck, timesCheck];
