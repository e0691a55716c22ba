/**
 * The permissions that a token can grant. A token lists each as `foyer/<scope>`: the identifier of the resource server
 * and the scope.
 */
export const SCOPES = {
  'invitations:read': 'View invitations',
  'invitations:write': 'Create, resend, and revoke invitations',
  'invitations:link': 'Create invitation links to deliver without email',
  'customers:read': 'View customers and their contacts',
  'customers:write': 'Create and update customers and their contacts',
  'customers:plan': 'View and update the service plan of a customer',
  'settings:read': 'View the tenant’s settings',
  'settings:write': 'Update the tenant’s settings',
  'activity:read': 'View the activity log',
  'administrators:read': 'View administrators',
  'administrators:write': 'Create, update, and delete administrators',
  self: 'View and manage your own profile and company',
} as const;
export type Scope = keyof typeof SCOPES;
export const ALL_SCOPES = Object.keys(SCOPES) as readonly Scope[];

export const RESOURCE_SERVER = 'foyer';

/**
 * The scope that identifies the client for sign-in methods to the token trigger. No other client can request it, and
 * no route accepts it.
 */
export const SECURITY_SCOPE = 'sign-in:write';

/** The claim with the value `required` for an administrator who gets no scopes until they set up a second factor. */
export const SECOND_FACTOR_CLAIM = 'second_factor';

/** The scope that Cognito's own API requires, for example to set up an authenticator app. */
export const COGNITO_API_SCOPE = 'aws.cognito.signin.user.admin';

/** Returns a scope in the format that tokens and API Gateway use. */
export function qualifiedScope(scope: Scope): string {
  return `${RESOURCE_SERVER}/${scope}`;
}

/** The scopes of every administrator of a tenant. */
const VIEWER_SCOPES = ['invitations:read', 'customers:read', 'settings:read'] as const;

/**
 * The roles of a tenant's administrators, named like the group in their tokens. The role comes from an administrator's
 * record: no invitation can grant one of these groups, and membership in the user pool's group grants nothing.
 */
export const ADMINISTRATOR_GROUPS = {
  administrators: [
    ...VIEWER_SCOPES,
    'invitations:write',
    'invitations:link',
    'customers:write',
    'customers:plan',
    'settings:write',
    'activity:read',
    'administrators:read',
    'administrators:write',
  ],
  /** Can create invitations and manage customers, but cannot change settings. */
  operators: [...VIEWER_SCOPES, 'invitations:write', 'invitations:link', 'customers:write'],
  /** Can manage customers and their service plans, but cannot create invitations. */
  'plan-managers': [...VIEWER_SCOPES, 'customers:write', 'customers:plan'],
  viewers: VIEWER_SCOPES,
} as const satisfies Record<string, readonly Scope[]>;

export type AdministratorRole = keyof typeof ADMINISTRATOR_GROUPS;

/** The roles of administrators, each with its scopes in {@link ADMINISTRATOR_GROUPS}. */
export const ADMINISTRATOR_ROLES = Object.keys(ADMINISTRATOR_GROUPS) as [
  AdministratorRole,
  ...AdministratorRole[],
];

/** Returns the scopes of an administrator with this role. */
export function scopesOf(role: AdministratorRole): readonly Scope[] {
  return ADMINISTRATOR_GROUPS[role];
}

export function isAdministratorGroup(group: string): group is AdministratorRole {
  return Object.hasOwn(ADMINISTRATOR_GROUPS, group);
}
