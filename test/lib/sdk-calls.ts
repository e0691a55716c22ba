import { build } from 'esbuild';

/** Actions of the document client's commands, whose names differ. */
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

/** Calls that require the action of another call. */
const SAME_AS: Readonly<Record<string, string>> = {
  'sqs:SendMessageBatch': 'sqs:SendMessage',
};

/** Actions of the parts of a transaction, which has no action of its own. */
const TRANSACTION_PARTS: Readonly<Record<string, string>> = {
  Put: 'dynamodb:PutItem',
  Update: 'dynamodb:UpdateItem',
  Delete: 'dynamodb:DeleteItem',
  ConditionCheck: 'dynamodb:ConditionCheckItem',
};

/** Prefixes of a service in IAM, by the package of its client. */
const PREFIXES: Readonly<Record<string, string>> = {
  'client-cognito-identity-provider': 'cognito-idp',
  'client-dynamodb': 'dynamodb',
  'client-eventbridge': 'events',
  'client-secrets-manager': 'secretsmanager',
  'client-sesv2': 'ses',
  'client-sqs': 'sqs',
};

/**
 * Returns every action that the code of `entry` needs. It reads the tree-shaken bundle, including the files that requests
 * load on demand, so it does not matter how the code is divided into files.
 */
export async function actionsCalledBy(entry: string): Promise<Set<string>> {
  const files = await bundleOf(entry);
  return new Set(files.flatMap((file) => actionsIn(file, { code: files.join('\n'), entry })));
}

/** Returns the functions and classes that remain in the tree-shaken bundle of `entry`. */
export async function namesIn(entry: string): Promise<Set<string>> {
  const declared = (await bundleOf(entry))
    .join('\n')
    .matchAll(/\b(?:function|class) (\w+)|\bvar (\w+) = class\b/g);
  return new Set([...declared].map(([, name, assigned = '']) => name ?? assigned));
}

/** Returns the files of the tree-shaken bundle of `entry`, with packages as imports. */
async function bundleOf(entry: string): Promise<string[]> {
  const { outputFiles } = await build({
    entryPoints: [entry],
    bundle: true,
    splitting: true,
    write: false,
    format: 'esm',
    platform: 'node',
    packages: 'external',
    outdir: 'nowhere',
  });
  return outputFiles.map(({ text }) => text);
}

/**
 * Returns the actions of the commands that a file of a bundle sends. `code` is the whole bundle: the parts of a
 * transaction can be in another file.
 */
function actionsIn(
  file: string,
  bundle: { readonly code: string; readonly entry: string },
): string[] {
  const commands = commandsImportedBy(file);
  const called = [...file.matchAll(/\bnew (\w+Command\d*)\(/g)].map(([, local = '']) => local);
  return called.flatMap((local) => actionsOf(commands.get(local), { local, ...bundle }));
}

interface ImportedCommand {
  /** The name without `Command` at its end. */
  readonly name: string;
  /** The SDK package, without its scope. */
  readonly from: string;
}

/** Returns the imported commands by their local names, because the bundler renames one of two with the same name. */
function commandsImportedBy(code: string): Map<string, ImportedCommand> {
  const imports = code.matchAll(/^import \{([^}]*)\} from "@aws-sdk\/([\w-]+)";$/gm);
  return new Map(
    [...imports].flatMap(([, names = '', from = '']) =>
      [...names.matchAll(/\b(\w+)Command(?: as (\w+))?\b/g)].map(
        ([, name = '', local = `${name}Command`]) => [local, { name, from }] as const,
      ),
    ),
  );
}

function actionsOf(
  command: ImportedCommand | undefined,
  { local, code, entry }: { readonly local: string; readonly code: string; readonly entry: string },
): string[] {
  const { name = local, from = 'no package of the SDK' } = command ?? {};
  if (from === 'lib-dynamodb' && name === 'TransactWrite')
    return [...code.matchAll(/^ *(\w+): \{$/gm)]
      .map(([, part = '']) => TRANSACTION_PARTS[part])
      .filter((action) => action !== undefined);
  const prefix = PREFIXES[from];
  const action =
    from === 'lib-dynamodb'
      ? DOCUMENT_COMMANDS[name]
      : prefix === undefined
        ? undefined
        : `${prefix}:${name}`;
  if (action === undefined)
    throw new Error(
      `${name} of ${from}, used in ${entry}, has no known action. Add it to ${import.meta.filename}.`,
    );
  return [SAME_AS[action] ?? action];
}
