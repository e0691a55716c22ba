/** What a token allows. In a token each stands as `foyer/<scope>`: the resource server's identifier and the scope. */
export const SCOPES = {
  'invitations:read': 'See invitations and what became of them',
  'invitations:write': 'Invite, resend and revoke',
  'invitations:link': 'Mint links to hand over without a mail',
  'customers:read': 'See customers',
  'settings:read': 'See what the tenant offers',
  'settings:write': 'Change what the tenant offers',
  self: 'See and manage what is one’s own',
} as const;
export type Scope = keyof typeof SCOPES;

export const RESOURCE_SERVER = 'foyer';

/** A scope as a token and the gateway write it. */
export function qualifiedScope(scope: Scope): string {
  return `${RESOURCE_SERVER}/${scope}`;
}

/** The groups of a tenant's own people. An invitation can never grant one of these. */
export const ADMINISTRATOR_GROUPS = {
  administrators: [
    'invitations:read',
    'invitations:write',
    'invitations:link',
    'customers:read',
    'settings:read',
    'settings:write',
  ],
  viewers: ['invitations:read', 'customers:read', 'settings:read'],
} as const satisfies Record<string, readonly Scope[]>;

/** What somebody in `groups` may do: administrators what their groups say, everybody else only what is their own. */
export function scopesOf(groups: readonly string[]): Scope[] {
  const scopes = new Set<Scope>();
  for (const group of groups) {
    if (isAdministratorGroup(group))
      for (const scope of ADMINISTRATOR_GROUPS[group]) scopes.add(scope);
    else scopes.add('self');
  }
  return [...scopes];
}

export function isAdministratorGroup(group: string): group is keyof typeof ADMINISTRATOR_GROUPS {
  return Object.hasOwn(ADMINISTRATOR_GROUPS, group);
}
