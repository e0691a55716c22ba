import type { ErrorCode } from '../platform/errors.ts';

/** The introduction to the reference: paragraphs separated by blank lines, with names in backticks. */
export const INTRODUCTION = [
  'Foyer invites customers and suppliers by email and gives them access: one invitation, one link, one registration form, one account in the right groups.',
  'Requests and responses are JSON in UTF-8 with camelCase names. Times are ISO 8601 in UTC. Fields without a value are omitted from responses. A request with an unknown field is rejected, and the error names the field.',
  'Authenticate with an access token from the Cognito user pool: `Authorization: Bearer …`. Each operation lists the scope that the token needs. The token determines the tenant; records of other tenants return 404. The operations for sign-up and administrator setup are called by people who have no account yet, so they take the token of an emailed link instead of an access token.',
  'Create operations and other operations that can be retried accept an `Idempotency-Key` header. A retry with the same key and the same body returns the original response and has no further effect.',
  'List operations return `data` and `nextCursor`. To get the next page, send `nextCursor` as `cursor` with the same filters and the same `order`; a cursor is valid only for the list that returned it. On the last page, `nextCursor` is null.',
  'Errors are problem details (RFC 9457). `code` is stable and meant for programs, `detail` is a human-readable message, and `requestId` identifies the request when you contact support. If fields are invalid, `errors` has one entry for each. Errors from the API gateway, such as a missing token or throttling, contain only a `message`.',
].join('\n\n');

/** The sections of the reference, by the first path segment after `/v1/`. */
export const TAGS: Readonly<
  Record<string, { readonly name: string; readonly description: string }>
> = {
  invitations: {
    name: 'Invitations',
    description: 'Create invitations, track their status, and resend or revoke them.',
  },
  'invitation-imports': {
    name: 'Imports',
    description:
      'Invite many people at once from a file or a list, and get the result of each row.',
  },
  customers: {
    name: 'Customers',
    description: 'Manage the companies that you work with, and their contacts.',
  },
  me: {
    name: 'Self-service',
    description:
      'Operations that contacts call with their own tokens to manage their profile, their company, and their colleagues.',
  },
  tenant: {
    name: 'Settings',
    description:
      'Manage your company’s name, branding, and catalog, and the settings that apply to its invitations.',
  },
  applications: {
    name: 'Applications',
    description: 'Manage the applications that invitations give access to.',
  },
  presets: {
    name: 'Presets',
    description: 'Save invitation settings and reuse them.',
  },
  webhooks: {
    name: 'Webhooks',
    description:
      'Send events to your own server as signed messages. See docs/events.md for the events, how to verify a message, and how retries work.',
  },
  'api-clients': {
    name: 'API clients',
    description:
      'Manage the credentials and scopes of programs that call this API. A program requests an access token from `/oauth2/token` of the managed login with its ID, its secret, and `grant_type=client_credentials` (RFC 6749, section 4.4), and sends it like a user’s token.',
  },
  administrators: {
    name: 'Administrators',
    description:
      'Manage who can administer your company in Foyer. Only people with the `administrators` role can call these operations; API clients cannot.',
  },
  'administrator-setup': {
    name: 'Administrator setup',
    description:
      'The setup page calls these operations without an access token: the token of the setup link identifies the administrator. An invitation token does not work here, and a setup token does not work for invitations.',
  },
  'sign-up': {
    name: 'Sign-up',
    description:
      'Operations that the sign-up page calls. They need no access token: the token of the invitation link identifies the invitee. Every operation is a POST, so that the token never appears in access logs.',
  },
  contacts: {
    name: 'Contacts',
    description: 'List the contacts of all customers.',
  },
  statistics: {
    name: 'Statistics',
    description: 'Count customers and invitations.',
  },
  suppressions: {
    name: 'Suppressions',
    description:
      'Look up and lift suppressions. After a hard bounce or a spam complaint, Foyer sends no email to an address.',
  },
  activity: {
    name: 'Activity',
    description: 'List the changes that users, API clients, contacts, and Foyer itself have made.',
  },
  'bulk-actions': {
    name: 'Bulk actions',
    description: 'Resend, revoke, or delete many invitations at once.',
  },
};

/** The cause of each error, and the remedy. */
export const ERRORS = {
  invalid_request: 'The request is invalid. `errors` names each field.',
  unauthenticated: 'The access token is missing, invalid, or expired. Sign in and send a new one.',
  forbidden: 'The access token does not have the scope that this operation requires.',
  second_factor_required:
    'Your company requires a second factor of its administrators. Set up an authenticator app on the page “Sign-in and security” of the console, and get a new access token.',
  grant_not_allowed: 'The request grants something that you cannot grant. `errors` names it.',
  email_mismatch: 'The invitation is for another email address and does not allow a different one.',
  feature_not_available:
    'The customer portal or API clients are not available to your company, or the company that sent the invitation is suspended. Contact the operator of the installation.',
  not_found: 'The record does not exist or belongs to another tenant, or the link is invalid.',
  already_invited:
    'The address has an open invitation. See `conflictingId`. Resend or revoke that invitation instead. Contacts get the ID only of an invitation to their own company.',
  customer_exists:
    'Your company has a customer with this name. See `conflictingId`. To create another one, set `allowDuplicate`.',
  customer_needs_user:
    'The customer has no user. Invite a contact. The customer becomes active when the first contact signs up.',
  contact_has_account: 'The contact has an account and does not need an invitation.',
  contact_limit_reached: 'The customer has reached its limit of contacts. Remove some first.',
  customer_suspended: 'The customer is suspended, so nobody can join it. Activate it first.',
  last_owner: 'A customer needs at least one owner. Make another contact an owner first.',
  last_administrator:
    'A company needs at least one active administrator with the `administrators` role. Give the role to someone else first.',
  administrator_active: 'The administrator has already set up the account.',
  administrator_limit_reached:
    'The company has reached its limit of 200 administrators. Delete some first.',
  user_already_exists: 'The address already has an account. The person can sign in.',
  invitation_not_pending: 'The invitation is no longer open. Create a new one for the address.',
  invitation_pending: 'The invitation is still open. Revoke it first.',
  acceptance_in_progress:
    'The invitee is signing up right now. Try again after the time in `Retry-After`.',
  idempotency_key_in_use:
    'The first request with this idempotency key is still in progress. Try again.',
  invitation_expired: 'The link has expired. The invitee can request a new one.',
  invitation_revoked: 'The invitation was revoked.',
  invitation_accepted:
    'The invitation was already accepted. `account` is the status of the account: the person can sign in only if it is `active`.',
  invitation_declined: 'The invitation was declined.',
  version_mismatch:
    'The record has changed since you read it. Get the latest version and apply your change again.',
  payload_too_large: 'The request body is too large for this operation.',
  unsupported_media_type:
    'The media type is not supported. Send `Content-Type: application/json`, or another type that the operation lists, in UTF-8.',
  password_policy: 'The password does not meet the requirements. `errors` lists each of them.',
  email_suppressed:
    'The address does not receive email from Foyer, because an earlier message bounced or was reported as spam.',
  email_required:
    'An email address is required to send an invitation. Send `email`, or add one to the contact.',
  idempotency_key_reused: 'This idempotency key was used for a different request. Use a new key.',
  pending_limit_reached:
    'Your company has reached its limit of pending invitations. Revoke some, or wait until some are accepted or expire.',
  rate_limited: 'Too many requests. Try again after the time in `Retry-After`.',
  internal_error:
    'An internal error occurred. Try again. If the error persists, report the `requestId`.',
  temporarily_unavailable:
    'The service is temporarily unavailable. Nothing was lost. Try again after the time in `Retry-After`.',
  suppression_not_liftable:
    'The suppression follows a spam complaint, or only the operator of the installation can lift suppressions.',
} as const satisfies Record<ErrorCode, string>;

/** The short names of HTTP statuses. */
export const STATUS_NAMES: Readonly<Record<number, string>> = {
  400: 'BadRequest',
  401: 'Unauthorized',
  403: 'Forbidden',
  404: 'NotFound',
  409: 'Conflict',
  410: 'Gone',
  412: 'PreconditionFailed',
  413: 'ContentTooLarge',
  415: 'UnsupportedMediaType',
  422: 'UnprocessableContent',
  429: 'TooManyRequests',
  500: 'InternalServerError',
  503: 'ServiceUnavailable',
};
