import * as z from 'zod/mini';

import { createdFilters, leavesTime, NO_TIME_LEFT, pageRequest } from '../http/list-parameters.ts';
import { once } from '../platform/once.ts';

const id = (name: string, description: string, example: string) =>
  z
    .optional(
      z
        .string()
        .check(
          z.regex(
            /^[\w+-]{1,100}$/,
            `${name} must be an ID of 1 to 100 letters, digits, "_", "-", or "+".`,
          ),
        ),
    )
    .check(z.meta({ description, example }));

/** The query parameters of `GET /v1/activity`. */
export const listActivitySchema = once(() =>
  z
    .extend(
      pageRequest(
        { most: 100, usual: 50 },
        'The `nextCursor` of the previous page. Use the same filters.',
      ),
      {
        actorId: id(
          'actorId',
          'Returns only entries of this actor: the ID of a user, an API client, a contact, or, for an invitee, the invitation.',
          '4f0a6c1e-4f6f-4b0e-9a55-2c1b7a0c9d11',
        ),
        objectId: id(
          'objectId',
          'Returns only entries about this object.',
          'inv_4qbn6yr2vjx0m8c5t1wz7ek3ga',
        ),
        type: z
          .optional(
            z
              .string()
              .check(
                z.regex(
                  /^[a-z_]{1,40}\.(\*|[a-z_]{1,40})$/,
                  'type must be a type such as invitation.revoked, or a group of types such as invitation.*.',
                ),
              ),
          )
          .check(
            z.meta({
              description:
                'Returns only entries of this type, or of a group of types, such as `invitation.*`.',
              example: 'invitation.revoked',
            }),
          ),
        ...createdFilters(),
      },
    )
    .check(z.refine(leavesTime, NO_TIME_LEFT)),
);
export type ListActivityQuery = z.output<ReturnType<typeof listActivitySchema>>;
