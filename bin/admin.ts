import { readTeamSettings } from '../local/configuration.ts';
import { explain, LocalFailure } from '../local/failure.ts';
import { ArgumentError, parseAdminArguments, usage } from '../local/operator/arguments.ts';
import { clientConfigFor, connect, connectTenants } from '../local/operator/connection.ts';
import { AddressRefused, createTenant, TenantRefused } from '../local/operator/create-tenant.ts';
import {
  isOperating,
  operateTenant,
  parseOperateArguments,
} from '../local/operator/operate-tenant.ts';
import { StackNotFound } from '../local/operator/stack-outputs.ts';
import { parseUnsuppressArguments } from '../local/operator/unsuppress-arguments.ts';
import { connectSuppressions, unsuppress } from '../local/operator/unsuppress.ts';
import { localPassword } from '../local/seed.ts';

/** `npm run admin -- …`: what operators do in a deployed Foyer, with credentials of their own. */
async function main(args: readonly string[]): Promise<void> {
  if (args.length === 0 || args.includes('--help') || args.includes('-h')) {
    console.log(usage);
    return;
  }
  if (args[0] === 'unsuppress') {
    const command = parseUnsuppressArguments(args, readTeamSettings());
    const deps = await connectSuppressions(await clientConfigFor(command), command.stage);
    console.log((await unsuppress(deps, command.email)).join('\n'));
    return;
  }
  if (isOperating(args)) {
    const command = parseOperateArguments(args, readTeamSettings());
    const tenants = await connectTenants(await clientConfigFor(command), command.stage);
    console.log((await operateTenant(tenants, command)).join('\n'));
    return;
  }
  const command = parseAdminArguments(args, readTeamSettings());
  const { id, idGiven, name, email, adminName, resend } = command;
  const deps = await connect(await clientConfigFor(command), command.stage);
  const isLocal = command.stage === 'local';
  const done = await createTenant(deps, {
    id,
    idGiven,
    name,
    email,
    ...(adminName === undefined ? {} : { adminName }),
    resend,
    ...(isLocal ? { password: localPassword } : {}),
  });
  console.log(done.join('\n'));
  if (isLocal) console.log(`The password of a new local administrator is ${localPassword}`);
}

/** What to print for a failure of AWS: what it said, and the usual cause. */
function explainAws(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  if (error instanceof LocalFailure) return explain(error);
  if (error instanceof AddressRefused || error instanceof TenantRefused) return error.message;
  if (error instanceof ArgumentError) return `${error.message}\n\n${usage}`;
  if (error instanceof StackNotFound) {
    return `${error.message}\nDeploy it first (npx cdk deploy), or name another stage, region or profile.`;
  }
  return `${error.name}: ${error.message}\nNothing else was changed; the command may be repeated.`;
}

try {
  await main(process.argv.slice(2));
} catch (error) {
  console.error(explainAws(error));
  process.exitCode = 1;
}
