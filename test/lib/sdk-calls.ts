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

/**
 * Every action that the code reachable from `entry` asks of AWS. What is read is the bundle without what nobody calls, so it does
 * not matter in which files a function's code stands.
 */
export async function actionsCalledBy(entry: string): Promise<Set<string>> {
  const code = await bundleOf(entry);
  const commands = commandsImportedBy(code);
  const called = [...code.matchAll(/\bnew (\w+Command\d*)\(/g)].map(([, local = '']) => local);
  return new Set(called.flatMap((local) => actionsOf(commands.get(local), { local, code, entry })));
}

/** The functions and classes that are left of the code reachable from `entry`, once what nobody calls is taken out. */
export async function namesIn(entry: string): Promise<Set<string>> {
  const declared = (await bundleOf(entry)).matchAll(
    /\b(?:function|class) (\w+)|\bvar (\w+) = class\b/g,
  );
  return new Set([...declared].map(([, name, assigned = '']) => name ?? assigned));
}

/** All that is left of the code reachable from `entry`; packages stay imports. */
async function bundleOf(entry: string): Promise<string> {
  const { outputFiles } = await build({
    entryPoints: [entry],
    bundle: true,
    write: false,
    format: 'esm',
    platform: 'node',
    packages: 'external',
    outdir: 'nowhere',
  });
  return outputFiles.map(({ text }) => text).join('\n');
}

interface ImportedCommand {
  /** Without `Command` at its end. */
  readonly name: string;
  /** The package of the SDK, without its scope. */
  readonly from: string;
}

/** The commands of the SDK by what the bundle calls them: it renames one of two that have the same name. */
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
      `Write into ${import.meta.filename} what ${name} of ${from}, used in ${entry}, needs.`,
    );
  return [SAME_AS[action] ?? action];
}
