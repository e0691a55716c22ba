import type { Command } from './command.ts';
import { checkCommand } from './commands/check.ts';
import { createTenantCommand } from './commands/create-tenant.ts';
import { resumeTenantCommand } from './commands/resume-tenant.ts';
import { setFeatureCommand } from './commands/set-feature.ts';
import { showTenantCommand } from './commands/show-tenant.ts';
import { suspendTenantCommand } from './commands/suspend-tenant.ts';
import { unsuppressCommand } from './commands/unsuppress.ts';

/** Everything that `npm run admin` can do, in the order of its help: one file each. */
export const COMMANDS: readonly Command[] = [
  createTenantCommand,
  showTenantCommand,
  suspendTenantCommand,
  resumeTenantCommand,
  setFeatureCommand,
  unsuppressCommand,
  checkCommand,
];
