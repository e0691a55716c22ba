import * as z from 'zod';

import { moment, pageOf } from '../http/responses.ts';
import type { References } from '../http/route.ts';
import { ACTOR_TYPES } from '../platform/actor.ts';
import { OBJECT_TYPES } from './activity.ts';
import type { activityRoutes } from './routes.ts';

/** An entry of the activity log. */
const activityResponse = z
  .strictObject({
    id: z.string().meta({
      description: 'The ID of the entry.',
      example: 'act_4qbn6yr2vjx0m8c5t1wz7ek3ga',
    }),
    type: z.string().meta({
      description:
        'The type of the entry. If the change also creates an event, both have the same type.',
      example: 'invitation.revoked',
    }),
    createdAt: moment('The time of the change.'),
    actor: z
      .strictObject({
        type: z.enum(ACTOR_TYPES).meta({
          description:
            '`user`: one of your administrators. `client`: an API client. `contact`: a contact of a customer. `invitee`: the holder of an invitation link or a setup link. `operator`: the operator of the installation. `system`: Foyer itself.',
          example: 'user',
        }),
        id: z.string().meta({
          description:
            'The ID of the user, API client, or contact. For an invitee, the ID of the invitation or administrator.',
          example: '4f0a6c1e-4f6f-4b0e-9a55-2c1b7a0c9d11',
        }),
        name: z.string().optional().meta({
          description:
            'The name at that time. Contacts and invitees are identified only by their ID.',
          example: 'Grace Hopper',
        }),
      })
      .meta({ id: 'Actor', description: 'The person or program that made the change.' }),
    object: z
      .strictObject({
        type: z
          .enum(OBJECT_TYPES)
          .meta({ description: 'The type of the object.', example: 'invitation' }),
        id: z.string().meta({
          description:
            'The ID of the object. For a suppression, a hash of the address that is different for each company.',
          example: 'inv_4qbn6yr2vjx0m8c5t1wz7ek3ga',
        }),
        name: z.string().optional().meta({
          description:
            'The name of an application, a preset, an API client, an administrator, or your company.',
          example: 'Resellers in France',
        }),
        customerId: z.string().optional().meta({
          description: 'The ID of the customer that a contact belongs to.',
          example: 'cus_4qbn6yr2vjx0m8c5t1wz7ek3ga',
        }),
      })
      .meta({ id: 'ActivityObject', description: 'The object that was changed.' }),
    changes: z
      .array(z.string())
      .optional()
      .meta({
        description: 'The names of the fields that an update changed. Values are not logged.',
        example: ['name', 'rank'],
      }),
  })
  .meta({ id: 'Activity', description: 'An entry in the activity log.' });
export type ActivityResponse = z.input<typeof activityResponse>;

/** The response of `GET /v1/activity`. */
const activityPageResponse = pageOf('ActivityPage', activityResponse);

/** The reference of {@link activityRoutes}. */
export const activityReference = {
  listActivity: {
    summary: 'List activity',
    description:
      'Returns the activity log of the last 90 days, newest first. Entries appear within about a second. Filters are combined with AND. If you filter by `type`, or by both `actorId` and `objectId`, a page can be short or even empty and still have a `nextCursor`. The log never contains values, secrets, addresses, or the names of customers, contacts, and invitees, so it stays complete when the data of a person is deleted.',
    responses: { 200: activityPageResponse },
  },
} satisfies References<typeof activityRoutes>;
