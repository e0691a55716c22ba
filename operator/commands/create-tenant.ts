import * as z from 'zod';
import { companyName } from '../../lambdas/modules/platform/text.ts';
import { tenantSchema } from '../../lambdas/modules/records/tenant.ts';
import { localPassword } from '../../local/local-password.ts';
import { administratorsOf } from '../administrators.ts';
import { command } from '../command.ts';
import { createTenant, type CreateTenantDeps } from '../create-tenant.ts';
import { tenantsOf, type Deployment } from '../deployment.ts';
import { adminNameSchema, emailSchema } from '../fields.ts';

const fields = z.object({
  name: z.pipe(companyName('--name', 160), z.string()),
  email: emailSchema,
  'admin-name': adminNameSchema,
  id: z.string().optional(),
  resend: z.boolean().default(false),
});

/** What was typed, with the id that follows from it. */
export const newTenantSchema = fields.transform(
  ({ id, 'admin-name': adminName, ...rest }, context) => {
    const made = tenantSchema.shape.id.safeParse(id ?? idFor(rest.name));
    if (made.success) return { ...rest, adminName, id: made.data, idGiven: id !== undefined };
    const message =
      id === undefined
        ? `No id can be made from the name "${rest.name}": give one with --id.`
        : `--id: ${made.error.issues[0]?.message ?? ''}`;
    context.addIssue({ code: 'custom', message });
    return z.NEVER;
  },
);

/** `npm run admin -- create-tenant`. */
export const createTenantCommand = command({
  name: 'create-tenant',
  summary: 'Creates a tenant and its first administrator.',
  takes: [],
  options: {
    name: {
      type: 'string',
      hint: '<name>',
      says: 'the company’s name, as customers read it',
    },
    email: {
      type: 'string',
      hint: '<address>',
      says: 'the administrator’s address; a link to set up the account is mailed to it',
    },
    'admin-name': {
      type: 'string',
      hint: '<name>',
      says: 'the administrator’s name, as invitations say who invites; without it they say the address',
    },
    id: {
      type: 'string',
      hint: '<id>',
      says: 'the tenant’s id, 3 to 40 lower-case letters, digits and dashes; made from the name unless given',
    },
    resend: {
      type: 'boolean',
      says: 'mails a new link if the administrator has not set up the account yet',
    },
  },
  examples: [
    'create-tenant --name "Acme" --email admin@acme.example --admin-name "Ada Berg"',
    'create-tenant --name "Acme" --id acme --email second@acme.example   # one more administrator',
  ],
  more: 'What is there already stays as it is.',
  schema: newTenantSchema,
  async run({ adminName, ...given }, deployment) {
    const isLocal = deployment.stage === 'local';
    const done = await createTenant(createTenantDeps(deployment), {
      ...given,
      ...(adminName !== undefined && { adminName }),
      ...(isLocal && { password: localPassword }),
    });
    const hint = isLocal ? [`The password of a new local administrator is ${localPassword}`] : [];
    return { lines: [...done, ...hint], data: { tenantId: given.id, email: given.email, done } };
  },
});

/** What creating a tenant needs. */
export function createTenantDeps(deployment: Deployment): CreateTenantDeps {
  return {
    tenants: tenantsOf(deployment),
    administrators: administratorsOf(deployment),
    now: () => new Date(),
  };
}

/** A tenant id made from a name: "Müller & Söhne" becomes "muller-sohne". */
export function idFor(name: string): string {
  return name
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .slice(0, 40)
    .replace(/^-+|-+$/g, '');
}
