import { setTimeout as sleep } from 'node:timers/promises';

import { CloudFormationClient, paginateListStackResources } from '@aws-sdk/client-cloudformation';
import {
  CloudWatchLogsClient,
  type FilteredLogEvent,
  paginateFilterLogEvents,
} from '@aws-sdk/client-cloudwatch-logs';

import { stackNameOf } from '../operator/deployment.ts';
import { localClientConfig } from './local-aws.ts';

/** Milliseconds between polls. */
const interval = 1000;
/** Polls between refreshes of the log groups: a deployment can add a function. */
const refreshEvery = 15;
/** Milliseconds before now that each poll covers: the lines of an invocation arrive after it has ended. */
const lookBack = 30_000;

export interface FollowOptions {
  readonly endpoint: string;
  readonly stage: string;
  readonly print: (line: string) => void;
  readonly signal: AbortSignal;
}

/** Prints the functions' logs until the signal fires. */
export async function followFunctionLogs(options: FollowOptions): Promise<void> {
  const config = localClientConfig(options.endpoint);
  const logs = new CloudWatchLogsClient(config);
  const seen = new Set<string>();
  let groups = new Map<string, string>();
  for (let round = 0; !options.signal.aborted; round += 1) {
    try {
      if (round % refreshEvery === 0)
        groups = await logGroups(new CloudFormationClient(config), options.stage);
      for (const [group, name] of groups) await printNew(logs, group, name, seen, options.print);
    } catch {
      // The emulator may be busy or stopping. The next poll tries again.
    }
    await sleep(interval, undefined, { signal: options.signal }).catch(() => undefined);
  }
}

/** Lists the log groups of the stack with the names of their functions. */
async function logGroups(
  client: CloudFormationClient,
  stage: string,
): Promise<Map<string, string>> {
  const groups = new Map<string, string>();
  for await (const page of paginateListStackResources(
    { client },
    { StackName: stackNameOf(stage) },
  )) {
    for (const {
      ResourceType,
      LogicalResourceId = '',
      PhysicalResourceId,
    } of page.StackResourceSummaries ?? []) {
      if (ResourceType === 'AWS::Logs::LogGroup' && PhysicalResourceId !== undefined) {
        groups.set(PhysicalResourceId, functionNameOf(LogicalResourceId));
      }
    }
  }
  return groups;
}

/** Derives a function's name from its log group: "MailMailerLogs1A2B3C4D" becomes "mail-mailer". */
export function functionNameOf(logicalId: string): string {
  return logicalId
    .replace(/[0-9A-F]{8}$/, '')
    .replace(/Logs?(Group)?$/, '')
    .replace(/Function$/, '')
    .replace(/([a-z0-9])([A-Z])/g, '$1-$2')
    .toLowerCase();
}

async function printNew(
  client: CloudWatchLogsClient,
  group: string,
  name: string,
  seen: Set<string>,
  print: (line: string) => void,
): Promise<void> {
  const since = { logGroupName: group, startTime: Date.now() - lookBack };
  const events: FilteredLogEvent[] = [];
  for await (const page of paginateFilterLogEvents({ client }, since))
    events.push(...(page.events ?? []));
  // The emulator writes all lines of an invocation together, to a separate log stream.
  const fresh = events.filter((event) => !seen.has(event.logStreamName ?? ''));
  for (const { logStreamName = '', message = '' } of fresh) {
    seen.add(logStreamName);
    const line = formatLogLine(name, message);
    if (line !== undefined) print(line);
  }
}

const nameWidth = 13;

/** Fields that every line of the logger repeats, or that a terminal has no room for. */
const hiddenFields = new Set([
  'level',
  'message',
  'service',
  'timestamp',
  'cold_start',
  'function_arn',
  'function_memory_size',
  'function_name',
  'function_request_id',
  'correlation_id',
  'sampling_rate',
  'xray_trace_id',
]);

/** Formats a line of a function's log for a terminal. Returns `undefined` for lines of the Lambda platform. */
export function formatLogLine(functionName: string, message: string): string | undefined {
  const text = message.trimEnd();
  if (text === '' || /^(INIT_START|START|END|REPORT) /.test(text)) return undefined;
  return `${functionName.padEnd(nameWidth)} ${formatEntry(text)}`;
}

function formatEntry(text: string): string {
  const entry = parseEntry(text);
  if (entry === undefined) return text;
  const level = typeof entry['level'] === 'string' ? entry['level'] : '';
  const details = Object.entries(entry)
    .filter(([name]) => !hiddenFields.has(name))
    .map(([name, value]) => `${name}=${formatValue(value)}`);
  return [level.padEnd(5), formatValue(entry['message']), ...details].join(' ').trim();
}

function parseEntry(text: string): Record<string, unknown> | undefined {
  if (!text.startsWith('{')) return undefined;
  try {
    const value = JSON.parse(text) as Record<string, unknown>;
    return 'message' in value ? value : undefined;
  } catch {
    return undefined;
  }
}

/** Formats an error as its name, message, and location. The log in CloudWatch has its stack. */
function formatValue(value: unknown): string {
  if (typeof value === 'string') return value;
  if (value === undefined) return '';
  if (typeof value !== 'object' || value === null || !('stack' in value))
    return JSON.stringify(value);
  const { name, message, location } = value as Record<string, unknown>;
  return [name, message, location]
    .filter((part) => typeof part === 'string' && part !== '')
    .join(': ');
}
