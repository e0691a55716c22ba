import * as z from 'zod';
import { removable } from '../platform/removable.ts';
import { line } from '../platform/text.ts';

/** More than a person chooses from. */
const ENTRIES_MAX = 50;

const id = z
  .string()
  .regex(
    /^[a-z0-9][a-z0-9-]{0,39}$/,
    'id must be 1 to 40 lowercase letters, digits, and hyphens, such as "web-shop".',
  );

function named(example: string) {
  return z
    .string()
    .pipe(line('name', 100))
    .meta({ description: 'The name, as shown to people.', example });
}

const service = z
  .strictObject({
    id: id.meta({
      description: 'The ID. It stays the same if the name changes.',
      example: 'web-shop',
    }),
    name: named('Web shop'),
    enabledByDefault: z.boolean().default(false).meta({
      description: 'Indicates whether new customers get the service by default.',
      example: true,
    }),
  })
  .meta({ id: 'ServiceInput', description: 'A service that customers can have.' });

const servicePlan = z
  .strictObject({
    id: id.meta({
      description: 'The ID. It stays the same if the name changes.',
      example: 'gold',
    }),
    name: named('Gold'),
  })
  .meta({ id: 'ServicePlanInput', description: 'A service plan that customers can have.' });

/** The offer in the body of `PATCH /v1/tenant`. A list is replaced as a whole: its order is the order of choosing. */
export const updateCatalogSchema = z
  .strictObject({
    services: removable(listOf('services', service), {
      description:
        'The services that customers can have, in display order. If you remove a service, customers that have it keep it.',
    }),
    servicePlans: removable(listOf('servicePlans', servicePlan), {
      description:
        'The service plans that customers can have, in display order. If you remove a service plan, customers that have it keep it.',
    }),
    ranks: removable(
      z
        .array(line('rank', 40))
        .max(ENTRIES_MAX, `ranks must have at most ${ENTRIES_MAX} entries.`)
        .refine((ranks) => new Set(ranks).size === ranks.length, 'ranks must not repeat an entry.'),
      {
        description:
          'The ranks that customers can have. Send an empty array to allow any text. If you remove a rank, customers that have it keep it.',
        example: ['A', 'B', 'C'],
      },
    ),
  })
  .meta({ id: 'TenantCatalogUpdate', description: 'Changes to the catalog.' });

/** Nobody can choose between two of one id. */
function listOf<Row extends z.ZodType<{ id: string }>>(what: string, row: Row) {
  return z
    .array(row)
    .max(ENTRIES_MAX, `${what} must have at most ${ENTRIES_MAX} entries.`)
    .refine(
      (rows) => new Set(rows.map((entry) => entry.id)).size === rows.length,
      `${what} must not repeat an ID.`,
    );
}
