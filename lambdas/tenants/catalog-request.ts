import * as z from 'zod';
import { removable } from '../shared/removable.ts';
import { line } from '../shared/text.ts';

/** More than a person chooses from. */
const ENTRIES_MAX = 50;

const id = z
  .string()
  .regex(
    /^[a-z0-9][a-z0-9-]{0,39}$/,
    'id must be 1 to 40 lower-case letters, digits and dashes, such as "web-shop".',
  );

function named(example: string) {
  return z.string().pipe(line('name', 100)).meta({ description: 'Its name.', example });
}

const service = z.strictObject({
  id: id.meta({
    description: 'A short word that stays, however the name changes.',
    example: 'web-shop',
  }),
  name: named('Web shop'),
  enabledByDefault: z.boolean().default(false).meta({
    description: 'Whether a new customer has it unless told otherwise.',
    example: true,
  }),
});

const servicePlan = z.strictObject({
  id: id.meta({
    description: 'A short word that stays, however the name changes.',
    example: 'gold',
  }),
  name: named('Gold'),
});

/** The offer in the body of `PATCH /v1/tenant`. A list is replaced as a whole: its order is the order of choosing. */
export const updateCatalogSchema = z.strictObject({
  services: removable(listOf('services', service), {
    description:
      'The services that customers can have. Customers keep one that is taken off the list; it is not offered any more.',
  }),
  servicePlans: removable(listOf('servicePlans', servicePlan), {
    description:
      'The plans that customers can be on. Customers stay on one that is taken off the list; it is not offered any more.',
  }),
  ranks: removable(
    z
      .array(line('rank', 40))
      .max(ENTRIES_MAX, `ranks may hold at most ${ENTRIES_MAX} entries.`)
      .refine((ranks) => new Set(ranks).size === ranks.length, 'ranks must not repeat an entry.'),
    {
      description:
        'The words for how important a customer is; [] for any word. Customers keep one that is taken off the list.',
      example: ['A', 'B', 'C'],
    },
  ),
});

/** Nobody can choose between two of one id. */
function listOf<Row extends z.ZodType<{ id: string }>>(what: string, row: Row) {
  return z
    .array(row)
    .max(ENTRIES_MAX, `${what} may hold at most ${ENTRIES_MAX} entries.`)
    .refine(
      (rows) => new Set(rows.map((entry) => entry.id)).size === rows.length,
      `${what} must not repeat an id.`,
    );
}
