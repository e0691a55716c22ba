import { execFile } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';

import { App, Duration, Stack } from 'aws-cdk-lib';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import * as z from 'zod/mini';

import { parseConfig } from '../../lib/config.ts';
import { ServiceFunction } from '../../lib/service-function.ts';
import { bundled, type BundledFunction } from '../bench/bundle.ts';
import { FUNCTION_ENVIRONMENT } from '../bench/function-environment.ts';
import { administratorClaims, httpEvent, jsonParts } from '../support/functions/http-event.ts';
import { EVERY_SCOPE } from '../support/functions/operations.ts';
import { production } from './synthesise.ts';

let directory: string;
let adminApi: BundledFunction;
let signUpApi: BundledFunction;

beforeAll(() => {
  directory = mkdtempSync(join(tmpdir(), 'foyer-bundle-'));
  adminApi = bundled('lambdas/admin-api/handler.ts', join(directory, 'admin-api'));
  signUpApi = bundled('lambdas/sign-up-api/handler.ts', join(directory, 'sign-up-api'));
});
afterAll(() => {
  rmSync(directory, { recursive: true });
});

/** Calls the handler of a bundle in a new process, as Lambda does, and prints the response in the last line. */
const CALL = `
const [, index, ...events] = process.argv;
(async () => {
  const { handler } = require(index);
  const responses = await Promise.all(events.map((event) => handler(JSON.parse(event), {})));
  console.log('\\n' + JSON.stringify({ responses, loaded: Object.keys(require.cache) }));
  process.exit();
})();
`;

interface Answers {
  readonly responses: readonly { readonly statusCode: number; readonly body: string }[];
  /** Paths of the files that were loaded. */
  readonly loaded: readonly string[];
}

async function answers(
  { index }: BundledFunction,
  ...events: readonly object[]
): Promise<Answers & { readonly log: string }> {
  const { stdout } = await promisify(execFile)(
    process.execPath,
    ['--eval', CALL, index, ...events.map((event) => JSON.stringify(event))],
    { env: FUNCTION_ENVIRONMENT, cwd: tmpdir() },
  );
  const lines = stdout.trim().split('\n');
  return { ...(JSON.parse(lines.at(-1) ?? '') as Answers), log: lines.slice(0, -1).join('\n') };
}

const claims = { ...administratorClaims, scope: EVERY_SCOPE, administrator_id: 'adm_1' };
const webhook = httpEvent(
  'POST /v1/webhooks',
  jsonParts({ url: 'http://example.com' }, { claims }),
);
const unauthenticated = httpEvent('GET /v1/invitations', { claims: {} });

describe('the bundle of a function', () => {
  test('loads at a cold start only what it needs at once', () => {
    const onDemand =
      /modules\/mail\/templates|ipaddr\.js|client-sqs|client-secrets-manager|powertools/;
    for (const { inputs } of [adminApi, signUpApi])
      expect([...inputs.keys()].filter((input) => onDemand.test(input))).toEqual([]);
    expect([...signUpApi.inputs.keys()]).not.toContain(
      'lambdas/modules/administrators/set-up-administrator.ts',
    );
    expect(adminApi.onDemand).toBeGreaterThan(100_000);
  });

  test('refuses a request without loading any operation on demand', async () => {
    const { responses, loaded } = await answers(adminApi, unauthenticated);
    expect(responses).toMatchObject([{ statusCode: 401 }]);
    expect(loaded.filter((file) => file.includes('on-demand-operations'))).toEqual([]);
  });

  test('loads operations on their first request, also for two at once, and knows their errors', async () => {
    const { responses, loaded, log } = await answers(adminApi, webhook, webhook);
    expect(responses.map(({ statusCode }) => statusCode)).toEqual([400, 400]);
    expect(responses[0]?.body).toContain('The URL must start with \\"https://\\".');
    expect(loaded.filter((file) => file.includes('on-demand-operations'))).toHaveLength(1);
    const lines = log.split('\n').filter((line) => line.includes('"Request refused"'));
    expect(lines.map((line) => JSON.parse(line) as unknown)).toMatchObject(
      Array(2).fill({ level: 'INFO', service: 'admin-api', operation: 'createWebhook' }),
    );
  });

  test('answers every on-demand route of sign-up for a link that does not exist', async () => {
    const paths = ['sign-up/decline', 'sign-up/code', 'administrator-setup/lookup'];
    const events = paths.map((path) => httpEvent(`POST /v1/${path}`, jsonParts({ token: 'none' })));
    const { responses } = await answers(signUpApi, ...events);
    expect(responses.map(({ statusCode }) => statusCode)).toEqual([404, 404, 404]);
  });
});

test('CDK deploys each function with its own files', () => {
  const app = new App({
    context: { 'aws:cdk:bundling-stacks': ['**'] },
    outdir: join(directory, 'cdk.out'),
  });
  const stack = new Stack(app, 'Stack');
  const config = parseConfig(production);
  for (const entry of ['authorizer/handler.ts', 'cognito-triggers/token-claims-handler.ts'])
    new ServiceFunction(stack, entry.replaceAll(/\W/g, ''), {
      ...{ config, entry, description: entry, timeout: Duration.seconds(5), memorySize: 512 },
      environmentSchema: z.object({}),
      environment: {},
    });
  const template = JSON.stringify(app.synth().getStackByName('Stack').template);
  const hashes = new Set([...template.matchAll(/"S3Key":"(\w+)\.zip"/g)].map(([, hash]) => hash));
  const codes = [...hashes].map((hash) =>
    readFileSync(join(app.outdir, `asset.${hash ?? ''}`, 'index.js'), 'utf8'),
  );
  expect(codes).toHaveLength(2);
  expect(codes.filter((code) => code.includes('ROUTES_BY_SCOPE'))).toHaveLength(1);
});
