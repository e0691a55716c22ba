/** What a token allows. In a token each stands as `foyer/<scope>`: the resource server's identifier and the scope. */
export const SCOPES = {
  'invitations:read': 'See invitations and what became of them',
  'invitations:write': 'Invite, resend and revoke',
  'invitations:link': 'Mint links to hand over without a mail',
  'customers:read': 'See customers and their contacts',
  'customers:write': 'Add and change customers and their contacts',
  'customers:plan': 'See and choose the service plan of a customer',
  'settings:read': 'See what the tenant offers',
  'settings:write': 'Change what the tenant offers',
  'activity:read': 'See who did what',
  'administrators:read': 'See administrators',
  'administrators:write': 'Add, change and remove administrators',
  self: 'See and manage what is one’s own',
} as const;
export type Scope = keyof typeof SCOPES;
export const ALL_SCOPES = Object.keys(SCOPES) as readonly Scope[];

export const RESOURCE_SERVER = 'foyer';

/** A scope as a token and the gateway write it. */
export function qualifiedScope(scope: Scope): string {
  return `${RESOURCE_SERVER}/${scope}`;
}

/** What everybody of the tenant's own people may see. */
const SEEING = ['invitations:read', 'customers:read', 'settings:read'] as const;

/**
 * The roles of a tenant's own people, called as the group that their tokens name. An administrator's record decides the role:
 * no invitation can grant one of these groups, and being in one in the user pool allows nothing.
 */
export const ADMINISTRATOR_GROUPS = {
  administrators: [
    ...SEEING,
    'invitations:write',
    'invitations:link',
    'customers:write',
    'customers:plan',
    'settings:write',
    'activity:read',
    'administrators:read',
    'administrators:write',
  ],
  /** Invite people and look after customers, and change nothing of what the tenant offers. */
  operators: [...SEEING, 'invitations:write', 'invitations:link', 'customers:write'],
  /** Look after customers and decide which is on which service plan, and invite nobody. */
  'plan-managers': [...SEEING, 'customers:write', 'customers:plan'],
  viewers: SEEING,
} as const satisfies Record<string, readonly Scope[]>;

export type AdministratorRole = keyof typeof ADMINISTRATOR_GROUPS;

/** Returns what an administrator in `role` may do. */
export function scopesOf(role: AdministratorRole): readonly Scope[] {
  return ADMINISTRATOR_GROUPS[role];
}

export function isAdministratorGroup(group: string): group is AdministratorRole {
  return Object.hasOwn(ADMINISTRATOR_GROUPS, group);
}
