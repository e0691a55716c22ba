import * as z from 'zod';
import { command } from '../command.ts';
import { administratorsOf } from '../administrators.ts';
import { tableOf, tenantsOf } from '../deployment.ts';
import { emailSchema, tenantIdSchema } from '../fields.ts';
import { DynamoLeftoverReader } from '../leftovers.ts';
import { removeAdministrator } from '../remove-administrator.ts';

const ONE_OF_BOTH = 'Name the person: with --email, or with --id once the account is gone.';

/** `npm run admin -- remove-administrator`. */
export const removeAdministratorCommand = command({
  name: 'remove-administrator',
  summary: 'Removes one of a tenant’s own people, and names what they leave behind.',
  more:
    'Within half a minute no token of the account opens anything, and within minutes it is deleted. API clients,\n' +
    'webhooks, open invitations and imports that the person made work on: each is named with the command that removes it.\n' +
    'The last administrator of a tenant stays, unless with --force. --id names again what somebody removed has left.',
  takes: ['tenant'],
  options: {
    email: { type: 'string', hint: '<address>', says: 'the person’s address' },
    id: {
      type: 'string',
      hint: '<id>',
      says: 'the id of the person or of the account, instead of the address',
    },
    force: { type: 'boolean', says: 'even if it is the last administrator' },
  },
  examples: ['remove-administrator acme --email mallory@acme.example --stage production'],
  schema: z
    .object({
      tenant: tenantIdSchema,
      email: z.optional(emailSchema),
      id: z.string().trim().min(1, '--id is empty.').optional(),
      force: z.boolean().default(false),
    })
    .refine(({ email, id }) => (email === undefined) !== (id === undefined), ONE_OF_BOTH),
  run: ({ tenant: tenantId, email, id = '', force }, deployment) =>
    removeAdministrator(
      {
        tenants: tenantsOf(deployment),
        administrators: administratorsOf(deployment),
        leftovers: new DynamoLeftoverReader(tableOf(deployment), deployment.outputs.TableName),
        now: () => new Date(),
      },
      {
        tenantId,
        who: email === undefined ? { id } : { email },
        force,
        flags: `--stage ${deployment.stage}`,
      },
    ),
});
