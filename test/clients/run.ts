/**
 * Checks that the API document makes good clients: lints it, generates clients in six languages, and compiles them.
 *
 *   npm run check:clients              everything, about five minutes
 *   npm run check:clients -- --quick   the linters and the TypeScript client, without Java
 *
 * A language whose compiler this machine lacks is generated and reported as not compiled.
 */
import { spawnSync } from 'node:child_process';
import { cp, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';

import { projectRoot } from '../../local/paths.ts';
import { preparePython } from '../../local/python.ts';

const GENERATOR = '7.23.0';
const DOCUMENT = join(projectRoot, 'docs', 'openapi.json');
const TOOLS = join(projectRoot, '.local', 'api-tools');
const SOURCES = join(import.meta.dirname, 'tools');

interface Outcome {
  readonly name: string;
  readonly result: 'ok' | 'failed' | 'not compiled';
  readonly output?: string;
}

interface Command {
  readonly command: readonly [program: string, ...args: string[]];
  readonly cwd?: string;
  readonly env?: Readonly<Record<string, string>>;
}

/** Runs commands one after the other until one fails. */
function run(name: string, ...commands: readonly Command[]): Outcome {
  for (const { command, cwd = projectRoot, env = {} } of commands) {
    const [program, ...args] = command;
    const { status, stdout, stderr, error } = spawnSync(program, args, {
      cwd,
      encoding: 'utf8',
      env: { ...process.env, ...env },
      maxBuffer: 64 * 1024 * 1024,
    });
    if (status === 0) continue;
    const said = `${stdout}${stderr}${error?.message ?? ''}`.trim().split('\n').slice(-40);
    return { name, result: 'failed', output: [command.join(' '), ...said].join('\n') };
  }
  return { name, result: 'ok' };
}

function isInstalled(program: string): boolean {
  return spawnSync('sh', ['-c', `command -v ${program}`]).status === 0;
}

/** Installs the linters where they are not there in the versions of the lock file. */
async function installLinters(): Promise<void> {
  const wanted = await readFile(join(SOURCES, 'package-lock.json'), 'utf8');
  const marker = join(TOOLS, 'installed.json');
  if ((await readFile(marker, 'utf8').catch(() => '')) === wanted) return;
  console.log('Installing the linters …');
  await rm(TOOLS, { recursive: true, force: true });
  await mkdir(TOOLS, { recursive: true });
  await cp(SOURCES, TOOLS, { recursive: true });
  const options = ['--ignore-scripts', '--no-audit', '--no-fund'];
  const { result, output } = run('npm ci', { command: ['npm', 'ci', ...options], cwd: TOOLS });
  if (result !== 'ok') throw new Error(output);
  await writeFile(marker, wanted);
}

function lint(): Outcome[] {
  const tool = (path: string) => join(TOOLS, 'node_modules', path);
  return [
    run('Redocly', {
      command: [
        'node',
        tool('@redocly/cli/bin/cli.js'),
        'lint',
        `--config=${join(SOURCES, 'redocly.yaml')}`,
        DOCUMENT,
      ],
      env: { REDOCLY_TELEMETRY: 'off', REDOCLY_SUPPRESS_UPDATE_NOTICE: 'true' },
    }),
    run('Spectral', {
      command: [
        'node',
        tool('@stoplight/spectral-cli/dist/index.js'),
        'lint',
        '--fail-severity=warn',
        `--ruleset=${join(SOURCES, 'spectral.yaml')}`,
        DOCUMENT,
      ],
    }),
  ];
}

/** The client of this repository: up to date, and typed. */
function typescriptClient(): Outcome {
  return run(
    'TypeScript (client/)',
    { command: ['node', 'bin/build-client.ts', '--check'] },
    { command: ['npx', 'tsc', '--noEmit', '-p', 'client/tsconfig.json'] },
  );
}

/** Fetches the generator with Maven, as a jar. */
function generatorJar(): string {
  const repository = join(projectRoot, '.local', 'maven');
  const artifact = `org.openapitools:openapi-generator-cli:${GENERATOR}`;
  const fetched = run('OpenAPI Generator', {
    command: [
      'mvn',
      '-q',
      `-Dmaven.repo.local=${repository}`,
      'dependency:get',
      `-Dartifact=${artifact}`,
    ],
  });
  if (fetched.result !== 'ok') throw new Error(fetched.output);
  return join(
    repository,
    'org/openapitools/openapi-generator-cli',
    GENERATOR,
    `openapi-generator-cli-${GENERATOR}.jar`,
  );
}

interface Target {
  readonly name: string;
  readonly generator: string;
  readonly options?: readonly string[];
  /** What its compiler is called; without it the client is generated only. */
  readonly compiler: string;
  readonly compile: (folder: string) => readonly Command[];
}

function targets(python: string): readonly Target[] {
  return [
    {
      name: 'Go',
      generator: 'go',
      compiler: 'go',
      compile: (cwd) => [
        { command: ['go', 'mod', 'tidy'], cwd },
        { command: ['go', 'build', './...'], cwd },
      ],
    },
    {
      name: 'Java',
      generator: 'java',
      options: ['--library=native'],
      compiler: 'mvn',
      compile: (cwd) => [{ command: ['mvn', '-q', 'compile'], cwd }],
    },
    {
      name: 'Python (OpenAPI Generator)',
      generator: 'python',
      compiler: python,
      compile: (cwd) => [
        { command: [python, '-c', 'import openapi_client; openapi_client.Invitation'], cwd },
      ],
    },
    {
      name: 'TypeScript (OpenAPI Generator)',
      generator: 'typescript-fetch',
      compiler: 'npx',
      compile: (cwd) => [
        {
          command: [
            join(projectRoot, 'node_modules', '.bin', 'tsc'),
            ...['--noEmit', '--strict', '--skipLibCheck', '--target', 'es2022'],
            ...['--module', 'nodenext', '--lib', 'es2022,dom,dom.iterable', 'index.ts'],
          ],
          cwd,
        },
      ],
    },
    {
      name: 'C#',
      generator: 'csharp',
      compiler: 'dotnet',
      compile: (cwd) => [{ command: ['dotnet', 'build'], cwd }],
    },
  ];
}

function generated(jar: string, target: Target, folder: string): Outcome {
  const { name, generator, options = [], compiler, compile } = target;
  const generating: Command = {
    command: [
      'java',
      '-jar',
      jar,
      'generate',
      '-i',
      DOCUMENT,
      '-g',
      generator,
      '-o',
      folder,
      ...options,
    ],
  };
  if (isInstalled(compiler)) return run(name, generating, ...compile(folder));
  const { result, output } = run(name, generating);
  return result === 'ok'
    ? { name, result: 'not compiled', output: `${compiler} is not installed.` }
    : { name, result, ...(output !== undefined && { output }) };
}

/** The Python client that drops what it does not understand with a warning: there must be none. */
function pythonClient(python: string, folder: string): Outcome {
  return run(
    'Python (openapi-python-client)',
    {
      command: [
        python,
        ...['-m', 'openapi_python_client', 'generate', '--fail-on-warning', '--meta=none'],
        `--config=${join(import.meta.dirname, 'openapi-python-client.yaml')}`,
        `--path=${DOCUMENT}`,
        `--output-path=${join(folder, 'foyer_client')}`,
      ],
      cwd: folder,
    },
    { command: [python, '-c', 'import foyer_client.models'], cwd: folder },
  );
}

async function everything(folder: string): Promise<Outcome[]> {
  const python = await preparePython(
    { progress: console.log, signal: new AbortController().signal },
    {
      name: 'openapi-python-client',
      directory: join(projectRoot, '.local', 'api-clients'),
      requirements: join(import.meta.dirname, 'requirements.txt'),
      modules: ['openapi_python_client', 'pydantic', 'urllib3'],
    },
  );
  const jar = generatorJar();
  return [
    pythonClient(python, folder),
    ...targets(python).map((target) => generated(jar, target, join(folder, target.generator))),
  ];
}

async function main(): Promise<void> {
  const { values } = parseArgs({ options: { quick: { type: 'boolean', default: false } } });
  const folder = await mkdtemp(join(tmpdir(), 'foyer-clients-'));
  try {
    await installLinters();
    const outcomes = [
      ...lint(),
      typescriptClient(),
      ...(values.quick ? [] : await everything(folder)),
    ];
    for (const { name, result, output } of outcomes) {
      console.log(`${name}: ${result}`);
      if (output !== undefined) console.log(output.replaceAll(/^/gm, '  '));
    }
    if (outcomes.some(({ result }) => result === 'failed')) process.exitCode = 1;
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

await main();
