import { CloudFormationClient, paginateListStackResources } from '@aws-sdk/client-cloudformation';
import {
  CloudWatchLogsClient,
  paginateFilterLogEvents,
  type FilteredLogEvent,
} from '@aws-sdk/client-cloudwatch-logs';
import { setTimeout as sleep } from 'node:timers/promises';
import { localClientConfig } from './local-aws.ts';
import { formatLogLine } from './log-line.ts';
import { stackNameOf } from '../operator/stack-outputs.ts';

const interval = 1000;
/** An invocation's lines arrive when it has ended; this is how far back one looks for late ones, in milliseconds. */
const lookBack = 30_000;

/** How to follow the logs of the functions. */
export interface FollowOptions {
  readonly endpoint: string;
  readonly stage: string;
  readonly print: (line: string) => void;
  readonly signal: AbortSignal;
}

/** Prints what the functions log, until the signal. */
export async function followFunctionLogs(options: FollowOptions): Promise<void> {
  const config = localClientConfig(options.endpoint);
  const logs = new CloudWatchLogsClient(config);
  const seen = new Set<string>();
  let groups = new Map<string, string>();
  for (let round = 0; !options.signal.aborted; round += 1) {
    try {
      // Now and then anew: a deployment may have added a function.
      if (round % 15 === 0)
        groups = await logGroups(new CloudFormationClient(config), options.stage);
      for (const [group, name] of groups) await printNew(logs, group, name, seen, options.print);
    } catch {
      // The emulator may be busy or stopping; the next round shows.
    }
    await sleep(interval, undefined, { signal: options.signal }).catch(() => undefined);
  }
}

/** The log groups of the stack, each with the name of its function. */
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

/** "MailMailerLogs1A2B3C4D" is the log group of "mail-mailer". */
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
  // The emulator writes the lines of an invocation at once, into a stream of their own.
  const fresh = events.filter((event) => !seen.has(event.logStreamName ?? ''));
  for (const { logStreamName = '', message = '' } of fresh) {
    seen.add(logStreamName);
    const line = formatLogLine(name, message);
    if (line !== undefined) print(line);
  }
}
