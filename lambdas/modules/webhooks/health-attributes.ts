/** All that `webhook-health.ts` names in an item: its role allows it no other attribute. */
export const HEALTH_ATTRIBUTES = [
  'pk',
  'sk',
  'url',
  'enabled',
  'disabled',
  'failingSince',
  'lastTest',
  'updatedAt',
] as const;
