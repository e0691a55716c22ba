import * as z from 'zod';
import { parseEmailAddress } from '../lambdas/modules/platform/email-address.ts';
import { personName } from '../lambdas/modules/platform/text.ts';
import { tenantSchema } from '../lambdas/modules/records/tenant.ts';

/** `--email`: an address, in the form in which its owner signs in: lower case, the domain in ASCII. */
export const emailSchema = z
  .string({ error: '--email is required.' })
  .transform((typed, context) => {
    const email = parseEmailAddress(typed);
    if (!('problem' in email)) return email.normalised;
    context.addIssue({ code: 'custom', message: `--email: ${email.problem}` });
    return z.NEVER;
  });

/** `--admin-name`: the name that invitations give for who invites. */
export const adminNameSchema = z.optional(personName('--admin-name', 100));

/** The argument `<tenant>`. */
export const tenantIdSchema = tenantSchema.shape.id;

/** The argument `<client>`: the id of a client of the user pool. */
export const clientIdSchema = z
  .string()
  .regex(
    /^[A-Za-z0-9_+]{1,128}$/,
    '<client> must be the ID of an API client. Run list-clients to see it.',
  );
