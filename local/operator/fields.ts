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
