import * as z from 'zod';

import {
  type Administrator,
  FULL_ROLE,
} from '../../lambdas/modules/administrators/administrator.ts';
import { companyName } from '../../lambdas/modules/platform/text.ts';
import { type NewTenant, type Tenant, tenantSchema } from '../../lambdas/modules/records/tenant.ts';
import { localPassword } from '../../local/local-aws.ts';
import {
  type AdministratorDeps,
  connectAdministrators,
  ensureAdministrator,
  findAdministrator,
} from '../administrators.ts';
import { adminNameSchema, defineCommand, emailSchema, RejectedError } from '../command.ts';
import { type Deployment, tenantsOf } from '../deployment.ts';

/** Parses the flags, and derives the tenant ID from the name unless `--id` gives one. */
export const newTenantSchema = z
  .object({
    name: z.pipe(companyName('--name', 160), z.string()),
    email: emailSchema,
    'admin-name': adminNameSchema,
    id: z.string().optional(),
    resend: z.boolean().default(false),
  })
  .transform(({ id, 'admin-name': adminName, ...rest }, context) => {
    const parsed = tenantSchema.shape.id.safeParse(id ?? tenantIdFrom(rest.name));
    if (parsed.success) return { ...rest, adminName, id: parsed.data, idGiven: id !== undefined };
    const message =
      id === undefined
        ? `The name "${rest.name}" cannot be turned into a tenant ID. Choose one with --id.`
        : `--id: ${parsed.error.issues[0]?.message ?? ''}`;
    context.addIssue({ code: 'custom', message });
    return z.NEVER;
  });

/** `npm run admin -- create-tenant`. */
export const createTenantCommand = defineCommand({
  name: 'create-tenant',
  summary: 'Creates a tenant and its first administrator.',
  details: 'Existing tenants and administrators are left unchanged.',
  positionals: [],
  flags: {
    name: {
      type: 'string',
      placeholder: '<name>',
      description: 'the name of the company, shown to its customers',
    },
    email: {
      type: 'string',
      placeholder: '<address>',
      description:
        'the email address of the administrator, which receives a link to set up the account',
    },
    'admin-name': {
      type: 'string',
      placeholder: '<name>',
      description:
        'the name of the administrator, shown as the sender of invitations (default: the email address)',
    },
    id: {
      type: 'string',
      placeholder: '<id>',
      description:
        'the tenant ID: 3 to 40 lowercase letters, digits, and hyphens (default: derived from the name)',
    },
    resend: {
      type: 'boolean',
      description: 'sends a new link if the administrator has not set up the account yet',
    },
  },
  examples: [
    'create-tenant --name "Acme" --email admin@acme.example --admin-name "Ada Berg"',
    'create-tenant --name "Acme" --id acme --email second@acme.example   # adds another administrator',
  ],
  schema: newTenantSchema,
  async run({ adminName, ...input }, deployment) {
    const isLocal = deployment.stage === 'local';
    const done = await createTenant(createTenantDeps(deployment), {
      ...input,
      ...(adminName !== undefined && { adminName }),
      ...(isLocal && { password: localPassword }),
    });
    const hint = isLocal ? [`The password of a new local administrator is ${localPassword}`] : [];
    return { lines: [...done, ...hint], data: { tenantId: input.id, email: input.email, done } };
  },
});

/** Derives a tenant ID from a name: "Müller & Söhne" becomes "muller-sohne". */
export function tenantIdFrom(name: string): string {
  return name
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .slice(0, 40)
    .replace(/^-+|-+$/g, '');
}

export interface CreateTenantDeps {
  readonly tenants: {
    get(id: string): Promise<Pick<Tenant, 'name'> | undefined>;
    create(tenant: NewTenant): Promise<'created' | 'exists'>;
  };
  readonly administrators: AdministratorDeps;
  readonly now: () => Date;
}

/** Connects the dependencies of {@link createTenant} to a deployment. */
export function createTenantDeps(deployment: Deployment): CreateTenantDeps {
  return {
    tenants: tenantsOf(deployment),
    administrators: connectAdministrators(deployment),
    now: () => new Date(),
  };
}

/** A tenant and its first administrator. */
export interface CreateTenant {
  readonly id: string;
  /** False for an ID that was derived from the name: other names can lead to the same ID. */
  readonly idGiven: boolean;
  readonly name: string;
  readonly branding?: Tenant['branding'];
  /** Features of a new tenant, in addition to the default ones. */
  readonly features?: NewTenant['features'];
  /** The address that its owner signs in with: see `emailSchema`. */
  readonly email: string;
  /** The administrator's name, shown as the sender of invitations. */
  readonly adminName?: string;
  /** Sets the account up immediately, without an emailed link. For a local AWS emulator only. */
  readonly password?: string;
  /** Sends a new link if the administrator has not set up the account. */
  readonly resend?: boolean;
}

/** The address belongs to another account. Nothing was changed. */
export class AddressInUseError extends RejectedError {
  override readonly name = 'AddressInUseError';
}

/** The tenant with this ID may belong to another company. Nothing was changed. */
export class TenantConflictError extends RejectedError {
  override readonly name = 'TenantConflictError';
}

/**
 * Creates a tenant and its first administrator, or completes them. Safe to repeat after any failure; if only the tenant
 * was created, the ID must be given.
 * @returns sentences about the changes.
 * @throws {AddressInUseError} if the address belongs to another account, which is left untouched.
 * @throws {TenantConflictError} if the tenant exists under another name, or only its name suggests that it is the same
 * company.
 */
export async function createTenant(
  deps: CreateTenantDeps,
  command: CreateTenant,
): Promise<string[]> {
  const { id, email, adminName: name, password, resend } = command;
  const existing = await findAdministrator(deps.administrators, id, { email });
  if (existing === undefined) await requireFreeAddress(deps, command);
  const tenant = await ensureTenant(deps, command, existing);
  const role = existing === undefined ? FULL_ROLE : undefined;
  return [
    tenant,
    ...(await ensureAdministrator(deps.administrators, {
      ...{ tenantId: id, email, name, role, password },
      ...(resend !== undefined && { resend }),
    })),
  ];
}

/** Checks the address before the tenant is created, so that no tenant is left without an administrator. */
async function requireFreeAddress(
  { administrators: { manage } }: CreateTenantDeps,
  { email }: CreateTenant,
): Promise<void> {
  const user = await manage.accounts.find(email);
  if (user?.registered !== true) return;
  throw new AddressInUseError(
    `${email} has an account that belongs to ${user.tenantId ?? 'no tenant'}. Choose another address.`,
  );
}

async function ensureTenant(
  deps: CreateTenantDeps,
  command: CreateTenant,
  administrator: Administrator | undefined,
): Promise<string> {
  const { id, name, branding = {}, features } = command;
  const outcome = await deps.tenants.create({
    id,
    name,
    branding,
    features,
    createdAt: deps.now().toISOString(),
  });
  if (outcome === 'created') return `Created the tenant ${id} (${name}).`;
  requireSameTenant(await deps.tenants.get(id), command, administrator);
  return `The tenant ${id} already exists.`;
}

/** An administrator can read all data of the tenant, so the tenant must be the intended one. */
function requireSameTenant(
  existing: Pick<Tenant, 'name'> | undefined,
  { id, idGiven, name, email }: CreateTenant,
  administrator: Administrator | undefined,
): void {
  if (existing?.name !== name) {
    throw new TenantConflictError(
      `The ID ${id} belongs to the tenant ${existing?.name ?? 'that was just created'}, not to ${name}. ` +
        'Choose another ID with --id, or use the name of that tenant.',
    );
  }
  if (!idGiven && administrator?.role !== FULL_ROLE) {
    throw new TenantConflictError(
      `The tenant ${id} (${name}) already exists, and ${email} is not one of its administrators. ` +
        `To add this administrator to it, repeat the command with --id ${id}. ` +
        'For another company with the same name, choose another ID with --id.',
    );
  }
}
