/**
 * Generates the numbers in docs/deployment.md from the template of foyer.config.example.json: the contents of the
 * stack, and its costs while nobody uses it.
 *
 *   node bin/build-deployment.ts           writes them
 *   node bin/build-deployment.ts --check   exits 1 if they are out of date
 */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { readFile, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { App } from 'aws-cdk-lib';
import { format, resolveConfig } from 'prettier';
import * as z from 'zod';

import { parseConfig } from '../lib/config.ts';
import { FoyerStack } from '../lib/foyer-stack.ts';

const guide = new URL('../docs/deployment.md', import.meta.url);

const templateSchema = z.looseObject({
  Resources: z.record(
    z.string(),
    z.looseObject({
      Type: z.string(),
      Properties: z.record(z.string(), z.unknown()).default({}),
    }),
  ),
});

/** Hours per month in AWS price calculations. */
const HOURS = 730;

/**
 * List prices in USD for us-east-1, as of November 2026:
 * https://aws.amazon.com/secrets-manager/pricing, …/cloudwatch/pricing, …/sqs/pricing,
 * …/lambda/pricing (Arm), …/dynamodb/pricing/on-demand.
 */
const PRICES = {
  secret: 0.4,
  alarmMetric: 0.1,
  logMetric: 0.3,
  queueRequest: 0.4e-6,
  invocation: 0.2e-6,
  gigabyteSecond: 13.3334e-6,
  readUnit: 0.125e-6,
  writeUnit: 0.625e-6,
} as const;

/**
 * Requests that Lambda makes to an empty queue in a minute: five pollers, each waiting for 20 seconds
 * (https://docs.aws.amazon.com/lambda/latest/dg/services-sqs-scaling.html,
 * https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-short-and-long-polling.html).
 */
const POLLS_PER_MINUTE = 5 * 3;
/** Gigabyte-seconds of a run without work: a function with 512 MB, for less than 100 ms. */
const IDLE_RUN = 0.5 * 0.1;
/** Reads and writes of the reconciler and the webhook schedule in a minute without work, in units. */
const IDLE_READS = 10 * 0.5;
const IDLE_WRITES = 1;

/** The resource counts that the guide shows for a template. */
export interface Inventory {
  readonly resources: number;
  /** The number of Foyer's functions, and of CDK's functions for deployments. */
  readonly functions: { readonly own: number; readonly cdk: number };
  /** The number of queues that a function reads, and of queues for failed messages. */
  readonly queues: { readonly work: number; readonly failures: number };
  /** Functions that follow the stream of the table. */
  readonly followers: number;
  /** The number of schedules, and of their runs per month. */
  readonly schedules: { readonly count: number; readonly runs: number };
  readonly alarms: { readonly count: number; readonly metrics: number };
  readonly logMetrics: number;
  /** Logical IDs, without the hash at the end. */
  readonly secrets: readonly string[];
}

/** Counts the resources of a template. */
export function inventoryOf(template: unknown): Inventory {
  const { Resources } = templateSchema.parse(template);
  const of = (type: string) => Object.entries(Resources).filter(([, { Type }]) => Type === type);
  const functions = of('AWS::Lambda::Function');
  const own = functions.filter(([, { Properties }]) =>
    String(Properties['Description']).startsWith('Foyer: '),
  ).length;
  const queues = of('AWS::SQS::Queue');
  const work = queues.filter(([, { Properties }]) => 'RedrivePolicy' in Properties).length;
  const rates = of('AWS::Events::Rule')
    .map(([, { Properties }]) => Properties['ScheduleExpression'])
    .filter((rate) => rate !== undefined);
  const alarms = of('AWS::CloudWatch::Alarm');
  return {
    resources: Object.keys(Resources).length,
    functions: { own, cdk: functions.length - own },
    queues: { work, failures: queues.length - work },
    followers: of('AWS::Lambda::EventSourceMapping').filter(
      ([, { Properties }]) => 'StartingPosition' in Properties,
    ).length,
    schedules: {
      count: rates.length,
      runs: rates.reduce<number>((sum, rate) => sum + (HOURS * 60) / minutesOf(rate), 0),
    },
    alarms: {
      count: alarms.length,
      metrics: alarms.reduce((sum, [, { Properties }]) => sum + metricsIn(Properties), 0),
    },
    logMetrics: of('AWS::Logs::MetricFilter').length,
    secrets: of('AWS::SecretsManager::Secret').map(([id]) => id.replace(/[0-9A-F]{8}$/, '')),
  };
}

/** @throws if a schedule is not a rate in minutes. */
function minutesOf(rate: unknown): number {
  const minutes = Number(/^rate\((\d+) minutes?\)$/.exec(String(rate))?.[1]);
  if (Number.isNaN(minutes)) throw new Error(`The schedule ${String(rate)} has an unknown form.`);
  return minutes;
}

/** Returns the number of metrics that AWS charges for an alarm: one, or those in its expression. */
function metricsIn({ Metrics }: Record<string, unknown>): number {
  if (!Array.isArray(Metrics)) return 1;
  return Metrics.filter((metric: object) => 'MetricStat' in metric).length;
}

/** Replaces the generated parts of the guide. @throws if a part has no markers. */
export async function writeGuide(text: string, inventory: Inventory): Promise<string> {
  const filled = fill(
    fill(text, 'contents', tableOfContents(inventory)),
    'idle costs',
    tableOfCosts(inventory),
  );
  return format(filled, { ...(await resolveConfig(guide)), parser: 'markdown' });
}

function tableOfContents(inventory: Inventory): string {
  const { functions, queues, schedules, alarms, secrets } = inventory;
  return tableOf(
    ['in the stack', 'number', 'of which'],
    [
      ['Resources', number(inventory.resources), 'CloudFormation allows 500'],
      [
        'Lambda functions',
        number(functions.own + functions.cdk),
        `${functions.own} of Foyer, ${functions.cdk} of CDK that run only during deployments`,
      ],
      [
        'SQS queues',
        number(queues.work + queues.failures),
        `${queues.work} for work, ${queues.failures} for failures`,
      ],
      ['Schedules', number(schedules.count), `together ${number(schedules.runs)} runs per month`],
      ['Alarms', number(alarms.count), `on ${alarms.metrics} metrics`],
      ['Log metrics', number(inventory.logMetrics), ''],
      ['Secrets', number(secrets.length), secrets.map((name) => `\`${name}\``).join(', ')],
    ],
  );
}

function tableOfCosts({ queues, followers, schedules, ...rest }: Inventory): string {
  const minutes = HOURS * 60;
  const polls = queues.work * POLLS_PER_MINUTE * minutes;
  const runs = schedules.runs + followers * minutes;
  const runCost = PRICES.invocation + IDLE_RUN * PRICES.gigabyteSecond;
  const units = IDLE_READS * PRICES.readUnit + IDLE_WRITES * PRICES.writeUnit;
  const rows: [string, string, number, string][] = [
    ['Secrets Manager', `${rest.secrets.length} secrets`, rest.secrets.length * PRICES.secret, ''],
    [
      'CloudWatch alarms',
      `${rest.alarms.metrics} metrics`,
      rest.alarms.metrics * PRICES.alarmMetric,
      '10 metrics',
    ],
    [
      'CloudWatch log metrics, only for hours with data',
      `${rest.logMetrics} metrics`,
      rest.logMetrics * PRICES.logMetric,
      '10 metrics',
    ],
    [
      'SQS, polled by Lambda',
      `${queues.work} queues, ${millions(polls)} requests`,
      polls * PRICES.queueRequest,
      '1 million requests',
    ],
    [
      'Lambda, schedules and what follows the stream',
      `${number(runs)} runs`,
      runs * runCost,
      '1 million runs, 400,000 GB-seconds',
    ],
    ['DynamoDB, writes of the schedules', `${number(minutes)} minutes`, minutes * units, ''],
  ];
  const total = rows.reduce((sum, [, , cost]) => sum + cost, 0);
  return tableOf(
    ['per month, while nobody uses it', 'quantity', 'USD', 'free in each account'],
    [
      ...rows.map(([name, quantity, cost, free]) => [name, quantity, cost.toFixed(2), free]),
      ['**Maximum total, without the free quantities**', '', `**${total.toFixed(2)}**`, ''],
    ],
  );
}

function number(value: number): string {
  return Math.round(value).toLocaleString('en-US');
}

function millions(value: number): string {
  return `${(value / 1e6).toFixed(1)} million`;
}

function tableOf(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]) => `| ${cells.join(' | ')} |`;
  return [head, head.map(() => '---'), ...rows].map(line).join('\n');
}

function fill(text: string, name: string, content: string): string {
  const [begin, end] = [`<!-- generated: ${name} -->`, `<!-- end of ${name} -->`];
  const from = text.indexOf(begin);
  const to = text.indexOf(end);
  if (from === -1 || to < from)
    throw new Error(`docs/deployment.md has no markers for the generated ${name}.`);
  return `${text.slice(0, from + begin.length)}\n\n${content}\n\n${text.slice(to)}`;
}

/** Synthesizes the example configuration, without bundling the functions and without built pages. */
async function exampleTemplate(): Promise<unknown> {
  const scratch = mkdtempSync(join(tmpdir(), 'foyer-deployment-'));
  try {
    const read = async (path: string) => JSON.parse(await readFile(path, 'utf8')) as object;
    const { context } = (await read('cdk.json')) as { context: object };
    const app = new App({
      context: {
        ...context,
        'aws:cdk:bundling-stacks': [],
        '@aws-cdk/core:annotationsInValidationReport': false,
      },
      outdir: join(scratch, 'out'),
    });
    const pages = join(scratch, 'pages');
    mkdirSync(join(pages, 'assets'), { recursive: true });
    for (const path of ['index.html', 'assets/page.js']) writeFileSync(join(pages, path), '');
    const config = parseConfig(
      (await read('foyer.config.example.json')) as Record<string, unknown>,
    );
    const { stackName } = new FoyerStack(app, { config, pages });
    return app.synth().getStackByName(stackName).template as unknown;
  } finally {
    rmSync(scratch, { recursive: true, force: true });
  }
}

async function main(): Promise<void> {
  const before = await readFile(guide, 'utf8');
  const text = await writeGuide(before, inventoryOf(await exampleTemplate()));
  if (!process.argv.includes('--check')) {
    await writeFile(guide, text);
    return;
  }
  if (text === before) return;
  console.error(
    'The numbers of docs/deployment.md are out of date. Run "npm run build:deployment" and commit the result.',
  );
  process.exitCode = 1;
}

if (import.meta.main) await main();
