import type { Command } from './command.ts';
import { addAdministratorCommand } from './commands/add-administrator.ts';
import { checkCommand } from './commands/check.ts';
import { createClientCommand } from './commands/create-client.ts';
import { createTenantCommand } from './commands/create-tenant.ts';
import { endEarlierSecretCommand } from './commands/end-earlier-secret.ts';
import { listAdministratorsCommand } from './commands/list-administrators.ts';
import { listClientsCommand } from './commands/list-clients.ts';
import { listTenantsCommand } from './commands/list-tenants.ts';
import { removeAdministratorCommand } from './commands/remove-administrator.ts';
import { removeClientCommand } from './commands/remove-client.ts';
import { resumeTenantCommand } from './commands/resume-tenant.ts';
import { rotateClientCommand } from './commands/rotate-client.ts';
import { setFeatureCommand } from './commands/set-feature.ts';
import { setLimitCommand } from './commands/set-limit.ts';
import { showTenantCommand } from './commands/show-tenant.ts';
import { suspendTenantCommand } from './commands/suspend-tenant.ts';
import { unsuppressCommand } from './commands/unsuppress.ts';

/** Everything that `npm run admin` can do, in the order of its help: one file each. */
export const COMMANDS: readonly Command[] = [
  createTenantCommand,
  listTenantsCommand,
  showTenantCommand,
  suspendTenantCommand,
  resumeTenantCommand,
  setFeatureCommand,
  setLimitCommand,
  listAdministratorsCommand,
  addAdministratorCommand,
  removeAdministratorCommand,
  createClientCommand,
  listClientsCommand,
  rotateClientCommand,
  endEarlierSecretCommand,
  removeClientCommand,
  unsuppressCommand,
  checkCommand,
];
