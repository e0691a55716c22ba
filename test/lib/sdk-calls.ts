import { readFileSync } from 'node:fs';
import { build } from 'esbuild';

/** What a call of the SDK needs to be allowed, where the action is not called like the command. */
const DOCUMENT_COMMANDS: Readonly<Record<string, string>> = {
  Get: 'dynamodb:GetItem',
  Put: 'dynamodb:PutItem',
  Update: 'dynamodb:UpdateItem',
  Delete: 'dynamodb:DeleteItem',
  Query: 'dynamodb:Query',
  Scan: 'dynamodb:Scan',
  BatchGet: 'dynamodb:BatchGetItem',
  BatchWrite: 'dynamodb:BatchWriteItem',
};

/** A call that is allowed through the action of another. */
const SAME_AS: Readonly<Record<string, string>> = {
  'sqs:SendMessageBatch': 'sqs:SendMessage',
};

/** A transaction is allowed through its parts; it has no action of its own. */
const TRANSACTION_PARTS: Readonly<Record<string, string>> = {
  Put: 'dynamodb:PutItem',
  Update: 'dynamodb:UpdateItem',
  Delete: 'dynamodb:DeleteItem',
  ConditionCheck: 'dynamodb:ConditionCheckItem',
};

/** How IAM calls a service, by the name of its client's package. */
const PREFIXES: Readonly<Record<string, string>> = {
  'client-cognito-identity-provider': 'cognito-idp',
  'client-dynamodb': 'dynamodb',
  'client-eventbridge': 'events',
  'client-secrets-manager': 'secretsmanager',
  'client-sesv2': 'ses',
  'client-sqs': 'sqs',
};

/** Every action that the code reachable from `entry` asks of AWS. */
export async function actionsCalledBy(entry: string): Promise<Set<string>> {
  const { metafile } = await bundleOf(entry);
  const files = Object.values(metafile.outputs).flatMap(({ inputs }) =>
    Object.entries(inputs)
      .filter(([, { bytesInOutput }]) => bytesInOutput > 0)
      .map(([file]) => file),
  );
  return new Set(files.flatMap(actionsIn));
}

/** The functions and classes that are left of the code reachable from `entry`, once what nobody calls is taken out. */
export async function namesIn(entry: string): Promise<Set<string>> {
  const { outputFiles } = await bundleOf(entry);
  const declared = outputFiles.flatMap(({ text }) => [
    ...text.matchAll(/\b(?:function|class) (\w+)|\bvar (\w+) = class\b/g),
  ]);
  return new Set(declared.map(([, name, assigned = '']) => name ?? assigned));
}

function bundleOf(entry: string) {
  return build({
    entryPoints: [entry],
    bundle: true,
    write: false,
    metafile: true,
    format: 'esm',
    platform: 'node',
    packages: 'external',
    outdir: 'nowhere',
  });
}

function actionsIn(file: string): string[] {
  const source = readFileSync(file, 'utf8');
  const packages = packagesOfCommands(source);
  return [...source.matchAll(/new (\w+)Command\(/g)]
    .map(([, command = '']) => command)
    .flatMap((command) => actionsOf(command, packages.get(command) ?? '', source, file));
}

function actionsOf(command: string, from: string, source: string, file: string): string[] {
  if (from === 'lib-dynamodb' && command === 'TransactWrite')
    return [...source.matchAll(/^ *(\w+): \{$/gm)]
      .map(([, part = '']) => TRANSACTION_PARTS[part])
      .filter((action) => action !== undefined);
  const prefix = PREFIXES[from];
  const action =
    from === 'lib-dynamodb'
      ? DOCUMENT_COMMANDS[command]
      : prefix === undefined
        ? undefined
        : `${prefix}:${command}`;
  if (action === undefined)
    throw new Error(
      `Write into ${import.meta.filename} what ${command} of ${from}, used in ${file}, needs.`,
    );
  return [SAME_AS[action] ?? action];
}

/** From which package each command of a file comes. */
function packagesOfCommands(source: string): Map<string, string> {
  const imports = source.matchAll(/import \{([^}]*)\} from '@aws-sdk\/([\w-]+)'/g);
  return new Map(
    [...imports].flatMap(([, names = '', from = '']) =>
      [...names.matchAll(/(\w+)Command\b/g)].map(([, command = '']) => [command, from] as const),
    ),
  );
}
