import * as z from 'zod';
import { tenantSchema } from '../../lambdas/tenants/tenant.ts';

/** `--email`: an address, in lower case. */
export const emailSchema = z
  .string({ error: '--email is missing.' })
  .trim()
  .toLowerCase()
  .pipe(z.email('--email is not an email address.'));

/** The argument `<tenant>`. */
export const tenantIdSchema = tenantSchema.shape.id;

/** The argument `<client>`: the id of a client of the user pool. */
export const clientIdSchema = z
  .string()
  .regex(/^[A-Za-z0-9_+]{1,128}$/, '<client> is the id of an API client: list-clients shows it.');
