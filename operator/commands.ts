import type { Command } from './command.ts';
import { addAdministratorCommand, listAdministratorsCommand } from './commands/administrators.ts';
import {
  createClientCommand,
  listClientsCommand,
  removeClientCommand,
  revokePreviousSecretCommand,
  rotateClientCommand,
} from './commands/api-clients.ts';
import { checkCommand } from './commands/check.ts';
import { createTenantCommand } from './commands/create-tenant.ts';
import { removeAdministratorCommand } from './commands/remove-administrator.ts';
import { resetSecondFactorCommand } from './commands/reset-second-factor.ts';
import { smokeCommand } from './commands/smoke.ts';
import {
  listTenantsCommand,
  resumeTenantCommand,
  setFeatureCommand,
  setLimitCommand,
  showTenantCommand,
  suspendTenantCommand,
} from './commands/tenants.ts';
import { unsuppressCommand } from './commands/unsuppress.ts';

/** All commands of `npm run admin`, in the order of its help. */
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
  resetSecondFactorCommand,
  createClientCommand,
  listClientsCommand,
  rotateClientCommand,
  revokePreviousSecretCommand,
  removeClientCommand,
  unsuppressCommand,
  checkCommand,
  smokeCommand,
];
