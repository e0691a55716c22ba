import * as z from 'zod/mini';

import { removable } from '../http/merge-patch.ts';
import { once } from '../platform/once.ts';
import { line } from '../platform/text.ts';

/** The maximum number of entries in a list: more than people can reasonably choose from. */
const ENTRIES_MAX = 50;

const id = once(() =>
  z
    .string()
    .check(
      z.regex(
        /^[a-z0-9][a-z0-9-]{0,39}$/,
        'id must be 1 to 40 lowercase letters, digits, and hyphens, such as "web-shop".',
      ),
    ),
);

function named(example: string) {
  return z
    .pipe(z.string(), line('name', 100))
    .check(z.meta({ description: 'The name, as shown to people.', example }));
}

const service = once(() =>
  z
    .strictObject({
      id: id().check(
        z.meta({
          description: 'The ID. It stays the same if the name changes.',
          example: 'web-shop',
        }),
      ),
      name: named('Web shop'),
      enabledByDefault: z._default(z.boolean(), false).check(
        z.meta({
          description: 'Indicates whether new customers get the service by default.',
          example: true,
        }),
      ),
    })
    .check(z.meta({ id: 'ServiceInput', description: 'A service that customers can have.' })),
);

const servicePlan = once(() =>
  z
    .strictObject({
      id: id().check(
        z.meta({
          description: 'The ID. It stays the same if the name changes.',
          example: 'gold',
        }),
      ),
      name: named('Gold'),
    })
    .check(
      z.meta({ id: 'ServicePlanInput', description: 'A service plan that customers can have.' }),
    ),
);

/** Returns the schema of a list with unique IDs, because two entries with the same ID could not be told apart. */
function listOf<Row extends z.ZodMiniType<{ id: string }>>(name: string, row: Row) {
  return z.array(row).check(
    z.maxLength(ENTRIES_MAX, `${name} must have at most ${ENTRIES_MAX} entries.`),
    z.refine(
      (rows) => new Set(rows.map((entry) => entry.id)).size === rows.length,
      `${name} must not repeat an ID.`,
    ),
  );
}

/** The catalog in the body of `PATCH /v1/tenant`. A list is replaced as a whole: its order is the display order. */
export const updateCatalogSchema = once(() =>
  z
    .strictObject({
      services: removable(listOf('services', service()), {
        description:
          'The services that customers can have, in display order. If you remove a service, customers that have it keep it.',
      }),
      servicePlans: removable(listOf('servicePlans', servicePlan()), {
        description:
          'The service plans that customers can have, in display order. If you remove a service plan, customers that have it keep it.',
      }),
      ranks: removable(
        z.array(line('rank', 40)).check(
          z.maxLength(ENTRIES_MAX, `ranks must have at most ${ENTRIES_MAX} entries.`),
          z.refine(
            (ranks) => new Set(ranks).size === ranks.length,
            'ranks must not contain duplicates.',
          ),
        ),
        {
          description:
            'The ranks that customers can have. Send an empty array to allow any text. If you remove a rank, customers that have it keep it.',
          example: ['A', 'B', 'C'],
        },
      ),
    })
    .check(z.meta({ id: 'TenantCatalogUpdate', description: 'Changes to the catalog.' })),
);
