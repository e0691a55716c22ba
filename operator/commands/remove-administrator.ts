import * as z from 'zod';

import { removeAdministrator as remove } from '../../lambdas/modules/administrators/manage-administrators.ts';
import { FoyerError } from '../../lambdas/modules/platform/errors.ts';
import {
  type AdministratorDeps,
  connectAdministrators,
  findAdministrator,
  operatorActor,
} from '../administrators.ts';
import {
  type CommandResult,
  defineCommand,
  emailSchema,
  RejectedError,
  rejectExpectedErrors,
  tenantIdSchema,
} from '../command.ts';
import { tableOf, tenantsOf } from '../deployment.ts';
import {
  describeOrphanedResources,
  DynamoOrphanedResourceReader,
  findOrphanedResources,
  type OrphanedResourceReader,
} from '../orphaned-resources.ts';

/** `npm run admin -- remove-administrator`. */
export const removeAdministratorCommand = defineCommand({
  name: 'remove-administrator',
  summary: 'Removes an administrator from a tenant, and lists the resources that remain.',
  details:
    'The account’s tokens are rejected within 30 seconds, and the account is deleted within minutes. API clients, webhooks,\n' +
    'open invitations, and imports of the administrator keep working. The output lists them with the command or request that\n' +
    'ends each. The last administrator of a tenant is removed only with --force. To list the resources of an administrator who\n' +
    'was already removed, use --id.',
  positionals: ['tenant'],
  flags: {
    email: {
      type: 'string',
      placeholder: '<address>',
      description: 'the email address of the administrator',
    },
    id: {
      type: 'string',
      placeholder: '<id>',
      description: 'the ID of the administrator or of the account, instead of the address',
    },
    force: { type: 'boolean', description: 'removes even the last administrator' },
  },
  examples: ['remove-administrator acme --email mallory@acme.example --stage production'],
  schema: z
    .object({
      tenant: tenantIdSchema,
      email: z.optional(emailSchema),
      id: z.string().trim().min(1, '--id must not be empty.').optional(),
      force: z.boolean().default(false),
    })
    .refine(
      ({ email, id }) => (email === undefined) !== (id === undefined),
      'Identify the administrator with either --email or --id. Once the account is deleted, use --id.',
    ),
  run: ({ tenant: tenantId, email, id = '', force }, deployment) =>
    removeAdministrator(
      {
        tenants: tenantsOf(deployment),
        administrators: connectAdministrators(deployment),
        resources: new DynamoOrphanedResourceReader(
          tableOf(deployment),
          deployment.outputs.TableName,
        ),
        now: () => new Date(),
      },
      {
        tenantId,
        administrator: email === undefined ? { id } : { email },
        force,
        flags: `--stage ${deployment.stage}`,
      },
    ),
});

export interface RemoveAdministratorDeps {
  readonly tenants: { get(id: string): Promise<object | undefined> };
  readonly administrators: AdministratorDeps;
  readonly resources: OrphanedResourceReader;
  readonly now: () => Date;
}

export interface RemoveAdministrator {
  readonly tenantId: string;
  /** The address, the ID of the administrator, or the ID of the account of a previously removed one. */
  readonly administrator: { readonly email: string } | { readonly id: string };
  /** Removes even the last administrator. */
  readonly force: boolean;
  /** Flags that repeat the deployment in suggested commands. */
  readonly flags: string;
}

/**
 * Removes an administrator. One write ends the access, and the reconciler deletes the account. Resources that the
 * person created keep working, so the result lists them. Safe to repeat: by ID once the record is gone.
 *
 * @throws {RejectedError} if the tenant or administrator does not exist, or it is the last administrator. In that case,
 * nothing is changed.
 */
export async function removeAdministrator(
  deps: RemoveAdministratorDeps,
  { tenantId, administrator, force, flags }: RemoveAdministrator,
): Promise<CommandResult> {
  if ((await deps.tenants.get(tenantId)) === undefined)
    throw new RejectedError(`The tenant ${tenantId} does not exist.`);
  const existing = await findAdministrator(deps.administrators, tenantId, administrator);
  if (existing === undefined && 'email' in administrator)
    throw new RejectedError(
      `${administrator.email} is not an administrator of ${tenantId}. To list the resources of a previously removed one, use --id with the ID of the account.`,
    );
  if (existing !== undefined) await removeRecord(deps, tenantId, existing.id, force);
  const accountId = 'id' in administrator ? administrator.id : '';
  const userId = existing === undefined ? accountId : (existing.userId ?? existing.id);
  const orphaned = await findOrphanedResources(deps.resources, {
    ...{ tenantId, userId, now: deps.now() },
  });
  return {
    lines: [
      existing === undefined
        ? `No administrator of ${tenantId} has the ID ${userId}.`
        : `Removed ${existing.email} (${userId}) from ${tenantId}. The account’s tokens are rejected within 30 seconds, and the account is deleted within minutes.`,
      ...describeOrphanedResources(orphaned, tenantId, flags),
      'Another administrator of the tenant must send the API requests.',
      `To find resources created in the last few seconds, run this again in a minute: npm run admin -- remove-administrator ${tenantId} --id ${userId} ${flags}`,
      'For additional steps, see "A stolen administrator account" in docs/operations.md.',
    ],
    data: { tenantId, userId, removed: existing !== undefined, ...orphaned },
  };
}

async function removeRecord(
  { administrators: { manage } }: RemoveAdministratorDeps,
  tenantId: string,
  id: string,
  force: boolean,
): Promise<void> {
  try {
    await rejectExpectedErrors(() => remove(manage, operatorActor(tenantId), { id }, { force }));
  } catch (error) {
    const cause = error instanceof RejectedError ? error.cause : undefined;
    if (!(cause instanceof FoyerError) || cause.code !== 'last_administrator') throw error;
    throw new RejectedError(
      `This is the last administrator of ${tenantId}. Add another one first (add-administrator), or use --force. With --force, ${tenantId} has no administrator until you add one.`,
    );
  }
}
