import * as z from 'zod';
import { pageSchema } from '../invitations/requests.ts';
import { ORDERS } from '../shared/table.ts';

/** The query of `GET /v1/customers`. */
export const listCustomersSchema = pageSchema.extend({
  order: z.enum(ORDERS).default('desc').meta({
    description: 'By when the customer was made: `desc` is newest first.',
    example: 'desc',
  }),
});
