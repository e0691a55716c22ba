import * as z from 'zod';
import { ACTOR_TYPES } from '../shared/actor.ts';
import { moment, pageOf } from '../shared/responses.ts';
import { OBJECT_TYPES } from './activity.ts';

/** An entry of the activity log. */
const activityResponse = z
  .strictObject({
    id: z.string().meta({
      description: 'The id of the entry.',
      example: 'act_4qbn6yr2vjx0m8c5t1wz7ek3ga',
    }),
    type: z.string().meta({
      description: 'The action. Where an event tells of it, the type is the same.',
      example: 'invitation.revoked',
    }),
    createdAt: moment('When it was done.'),
    actor: z
      .strictObject({
        type: z.enum(ACTOR_TYPES).meta({
          description:
            '`user`: one of your administrators. `client`: an API client. `contact`: a person of a customer. `invitee`: the holder of an invitation link or a setup link. `operator`: the operator of the installation. `system`: Foyer itself.',
          example: 'user',
        }),
        id: z.string().meta({
          description:
            'The id of the user, API client or contact. For an invitee, the id of the invitation or administrator.',
          example: '4f0a6c1e-4f6f-4b0e-9a55-2c1b7a0c9d11',
        }),
        name: z.string().optional().meta({
          description:
            'The name at that time. Contacts and invitees are identified by their id only.',
          example: 'Grace Hopper',
        }),
      })
      .meta({ id: 'Actor', description: 'The person or program that did it.' }),
    object: z
      .strictObject({
        type: z
          .enum(OBJECT_TYPES)
          .meta({ description: 'The kind of object.', example: 'invitation' }),
        id: z.string().meta({
          description:
            'The id of the object. For a suppression, a digest of the address within your company.',
          example: 'inv_4qbn6yr2vjx0m8c5t1wz7ek3ga',
        }),
        name: z.string().optional().meta({
          description:
            'The name of an application, preset, API client, administrator or your company.',
          example: 'Resellers in France',
        }),
        customerId: z.string().optional().meta({
          description: 'For a contact: its customer.',
          example: 'cus_4qbn6yr2vjx0m8c5t1wz7ek3ga',
        }),
      })
      .meta({ id: 'ActivityObject', description: 'The object it was done to.' }),
    changes: z
      .array(z.string())
      .optional()
      .meta({
        description: 'For an update: the names of the fields that changed. Values are not logged.',
        example: ['name', 'rank'],
      }),
  })
  .meta({ id: 'Activity', description: 'An entry of the activity log.' });
export type ActivityResponse = z.input<typeof activityResponse>;

/** The answer of `GET /v1/activity`. */
export const activityPageResponse = pageOf('ActivityPage', activityResponse);
