import * as z from 'zod';

/** What a copy can begin with, each with the fields that it stands for. The kind always comes along. */
export const COPY_FIELDS = {
  profile: ['phone', 'taxId', 'address', 'website'],
  notes: ['notes'],
  rank: ['rank'],
  services: ['services'],
  servicePlan: ['servicePlan'],
  groups: ['groups'],
} as const;
export type CopySetting = keyof typeof COPY_FIELDS;
export const COPY_SETTINGS = Object.keys(COPY_FIELDS) as [CopySetting, ...CopySetting[]];

/** Notes are about one company, and the plan needs a privilege of its own: both have to be asked for. */
export const COPIED_BY_DEFAULT = ['profile', 'rank', 'services', 'groups'] as const;

/** What is chosen from what the tenant offers. */
export const CHOSEN_FIELDS = ['rank', 'services', 'servicePlan', 'groups'] as const;
/** What every new customer gets from the tenant. */
export const GIVEN_FIELDS = ['services', 'groups'] as const;
const COPIED = ['kind', ...Object.values(COPY_FIELDS).flat()] as const;
export type CopiedField = (typeof COPIED)[number];

/** Where the fields of a customer come from that began as a copy. */
export const customerCopySchema = z.object({
  /** Fields that came from the other customer. */
  copied: z.array(z.enum(COPIED)),
  /** Fields that the tenant gives every new customer. */
  defaulted: z.array(z.enum(GIVEN_FIELDS)),
  /** What the other customer has and the tenant does not offer any more. */
  omitted: z.array(z.object({ field: z.enum(CHOSEN_FIELDS), value: z.string() })),
});
export type CustomerCopy = z.infer<typeof customerCopySchema>;
export type LeftOut = CustomerCopy['omitted'][number];

/** Why something was left out, for people. */
export function reasonOf({ field, value }: LeftOut): string {
  switch (field) {
    case 'services':
      return `Your company no longer offers the service "${value}".`;
    case 'servicePlan':
      return `Your company no longer has the service plan "${value}".`;
    case 'rank':
      return `Your company no longer has the rank "${value}".`;
    case 'groups':
      return `The group "${value}" can no longer be granted.`;
  }
}
