import { createReadStream } from 'node:fs';
import { mkdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { createInterface } from 'node:readline';

import type { Route } from '../../lambdas/modules/http/route.ts';
import { ROUTES } from '../../lambdas/modules/openapi/routes.ts';
import { childEnvironment } from '../../local/local-aws.ts';
import { projectRoot } from '../../local/paths.ts';
import { startGroup } from '../../local/process-group.ts';
import type { PythonEnvironment } from '../../local/python.ts';

const VERSION = '4.32.5';

/** Where Schemathesis is installed, and what is. */
export const schemathesis: PythonEnvironment = {
  name: `Schemathesis ${VERSION}`,
  directory: join(projectRoot, '.local', `schemathesis-${VERSION}`),
  requirements: join(import.meta.dirname, 'requirements.txt'),
  modules: ['schemathesis'],
};

/**
 * What a document cannot say, or what API Gateway does otherwise:
 * - `positive_data_acceptance`: not every rule can be written as a schema (a cursor that belongs to the list, the rules of
 *   a password, what the tenant allows);
 * - `unsupported_method`, `allow_header_conformance`: an HTTP API answers 404 for a method that a path does not have;
 * - `ensure_resource_availability`: `hooks.py` puts known ids into requests, and some of these have been deleted meanwhile.
 */
const LEFT_OUT = [
  'positive_data_acceptance',
  'unsupported_method',
  'allow_header_conformance',
  'ensure_resource_availability',
];

export interface Round {
  readonly python: string;
  readonly apiUrl: string;
  /** What {@link findKnown} found. */
  readonly known: string;
  readonly phases: readonly string[];
  /** At most so many cases for each operation and phase. */
  readonly examples: number;
  readonly seed: number;
  readonly reports: string;
}

export interface RoundResult {
  readonly requests: number;
  /** How often each operation answered each status. */
  readonly answers: ReadonlyMap<string, ReadonlyMap<string, number>>;
  readonly failures: readonly Failure[];
  /** What Schemathesis printed. */
  readonly log: string;
}

export interface Failure {
  readonly title: string;
  readonly count: number;
  readonly operations?: readonly string[];
}

/** Runs Schemathesis once over the whole document. @throws when it could not run. */
export async function runRound(round: Round): Promise<RoundResult> {
  await mkdir(round.reports, { recursive: true });
  const at = (name: string) => join(round.reports, `${round.seed}-${name}`);
  const group = await startGroup(round.python, argumentsOf(round, at), {
    cwd: round.reports,
    env: {
      ...childEnvironment(),
      PYTHONPATH: import.meta.dirname,
      SCHEMATHESIS_HOOKS: 'hooks',
      FOYER_KNOWN: round.known,
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const log: string[] = [];
  for (const stream of [group.output, group.errors])
    if (stream !== null)
      createInterface({ input: stream }).on('line', (line) => {
        log.push(line);
      });
  const code = await group.ended;
  const summary = await readSummary(at('summary.json'));
  // 1 says that there are failures.
  if (summary === undefined || code > 1)
    throw new Error(`Schemathesis ended with ${code}:\n${log.join('\n')}`);
  return {
    ...(await countAnswers(at('events.ndjson'))),
    failures: [...summary.failures, ...summary.errors],
    log: log.join('\n'),
  };
}

function argumentsOf(round: Round, at: (name: string) => string): string[] {
  return [
    '-m',
    'schemathesis.cli',
    `--config-file=${join(import.meta.dirname, 'schemathesis.toml')}`,
    'run',
    join(projectRoot, 'docs', 'openapi.json'),
    `--url=${round.apiUrl}`,
    `--phases=${round.phases.join(',')}`,
    `--max-examples=${round.examples}`,
    `--seed=${round.seed}`,
    '--checks=all',
    `--exclude-checks=${LEFT_OUT.join(',')}`,
    '--continue-on-failure',
    // Python 3.11's parser is not safe with threads, and Hypothesis parses its own lambdas.
    '--workers=1',
    '--request-timeout=60',
    '--generation-database=none',
    '--suppress-health-check=all',
    '--no-color',
    '--report=json,ndjson',
    `--report-json-path=${at('summary.json')}`,
    `--report-ndjson-path=${at('events.ndjson')}`,
  ];
}

interface Summary {
  readonly failures: readonly Failure[];
  readonly errors: readonly Failure[];
}

async function readSummary(file: string): Promise<Summary | undefined> {
  const text = await readFile(file, 'utf8').catch(() => undefined);
  return text === undefined ? undefined : (JSON.parse(text) as Summary);
}

interface Scenario {
  readonly recorder?: {
    readonly cases: Readonly<
      Record<string, { readonly value: { readonly method: string; readonly path: string } }>
    >;
    readonly interactions: Readonly<
      Record<string, { readonly response: { readonly status_code: number } | null }>
    >;
  };
}

/** Counts what was really asked and answered, from the record of every request. */
async function countAnswers(file: string): Promise<Pick<RoundResult, 'requests' | 'answers'>> {
  const answers = new Map<string, Map<string, number>>();
  let requests = 0;
  for await (const line of createInterface({ input: createReadStream(file) })) {
    const { recorder } =
      (JSON.parse(line) as { ScenarioFinished?: Scenario }).ScenarioFinished ?? {};
    for (const [id, { response }] of Object.entries(recorder?.interactions ?? {})) {
      requests += 1;
      const operation = operationOf(recorder?.cases[id]?.value);
      const counts = answers.get(operation) ?? new Map<string, number>();
      const status = String(response?.status_code ?? 'none');
      counts.set(status, (counts.get(status) ?? 0) + 1);
      answers.set(operation, counts);
    }
  }
  return { requests, answers };
}

/** As the route table has it; a request with another method is counted under the path alone. */
function operationOf(
  asked: { readonly method: string; readonly path: string } | undefined,
): string {
  const { method, path } = asked ?? { method: '?', path: '?' };
  const known = Object.values<Route>(ROUTES).some(
    (route) => route.method === method && route.path === path,
  );
  return known ? `${method} ${path}` : `(another method) ${path}`;
}
