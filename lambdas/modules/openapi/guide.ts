import type { ErrorCode } from '../platform/errors.ts';
import type { OperationId } from './routes.ts';

/** The introduction to the reference: paragraphs with an empty line between them, names in backticks. */
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
      'Manage who can administer your company in Foyer. Only people with the role `administrators` can call these operations; API clients cannot.',
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

const MERGE_PATCH =
  'Takes a JSON merge patch (RFC 7396): omitted fields keep their values, and null removes a value.';

/** The description of each operation: what it does beyond its summary. */
export const OPERATIONS = {
  createInvitation:
    'Creates an invitation and emails its link, unless `notify` is false. Only `email` is required. An address can have one open invitation at a time.',
  sendInvitationPreview:
    'Sends the email of a preview to your own address, with a sample link and `[Test]` at the start of the subject. Takes the same body as `POST /v1/invitations/preview`. The email counts toward the limits of invitations per hour and of emails per address and day. API clients cannot use this operation, because they have no address.',
  previewInvitation:
    'Returns the email and the sign-up page of an invitation without creating it. Takes the same fields, defaults, and rules as `POST /v1/invitations`, but `email` is optional. Nothing is stored or sent, and the request does not count toward any limit. Conflicts, such as a pending invitation to the address, are returned as `warnings`. The link and the code in the email are samples. To preview branding before you save it, send it in `tenant`. Render `html` in a sandboxed frame.',
  listInvitations:
    'Returns invitations without `message` and `timeline`. Filters are combined with AND. The cost of a page does not depend on the number of invitations: if a combination of filters matches few, a page can be short or even empty and still have a `nextCursor`. The list ends when `nextCursor` is null. The status `expired` is computed from the clock and is exact to the second. Other changes appear in the list within about a second.',
  getInvitation: 'Returns all details of an invitation except its link.',
  resendInvitation:
    'Emails a new link with a new expiry for a pending or expired invitation. The ID stays the same, and all earlier links stop working immediately. Two concurrent requests send one email. Fails if the customer that the invitation belongs to is suspended.',
  createInvitationLink:
    'Returns a link that you deliver yourself. It replaces the link returned by an earlier call; emailed links keep working. An expired invitation is renewed. Before signing up, the invitee must confirm the invited address with a code. Fails if the customer that the invitation belongs to is suspended.',
  deleteInvitation:
    'Deletes an invitation that was accepted, declined, or revoked, or has expired, with all personal data in it. The account that it created is kept.',
  revokeInvitation:
    'Revokes a pending or expired invitation. Anyone who opens its link sees that it was revoked. The address can be invited again.',
  createInvitationImport:
    'Accepts up to 10,000 people and returns immediately; rows are processed in the background. Use `GET /v1/invitation-imports/{id}` to follow the progress. Send `rows`, a file in `csv`, or the file itself as `text/csv` with `dryRun` in the query string. Other media types that programs use for CSV, such as `application/vnd.ms-excel`, are accepted too. A file can have up to 256 columns, 100,000 rows (of which 10,000 are not blank), and 500,000 cells including blank ones. You can import an export of customers or of import results without changes. If the file as a whole cannot be parsed, the request fails, the error names the row and column as `csv.<row>.<column>`, and nobody is invited. Errors in a single row are reported in the result of that row. A dry run returns the result that each row would have and changes nothing.',
  listInvitationImports: 'Returns the imports of the last 30 days with their counts.',
  getInvitationImport:
    'Returns an import and a page of its rows in file order. The counts change while the import is running. If you filter by `outcome`, a page can be short and still have a `nextCursor`.',
  exportInvitationImport:
    'Returns the fields of `GET /v1/invitation-imports/{id}` for each row as CSV. If you filter by `outcome`, a part can be short and still be followed by another. Concatenate the parts, unchanged, to get one file.',
  cancelInvitationImport:
    'Stops an import. Rows that are being processed, 25 at most, are finished; the other rows get the outcome `skipped` with the reason `canceled`. Invitations that were already created are kept. Canceling an import that is canceled or complete has no effect.',
  createCustomer:
    'Creates a customer. Only `name` is required. The customer is `inactive` until a contact is invited and signs up. If you send `email` or the name of a person, the customer gets its primary contact, an owner. With `sendInvite`, that contact is also invited, in one transaction. The customer is then `invited` until the contact signs up. This requires the scope `invitations:write` as well. If you omit `services`, the customer gets the default services of your company. A second customer with the same name is rejected unless `allowDuplicate` is true; `similar` lists other customers that may be the same company.',
  updateCustomer: `${MERGE_PATCH} Arrays are replaced. Changing the service plan requires the scope \`customers:plan\`. You can change \`email\` until the primary contact is invited; after that, the contact signs in with it. To change the status, activate or suspend the customer.`,
  copyCustomer:
    'Creates a customer with the `settings` that you choose (by default `profile`, `rank`, `services`, and `groups`) and the kind of the source customer. Contacts and users are not copied, so the new customer is `inactive` until a contact is invited and signs up. `copied` lists the fields that were copied, `defaulted` the fields that have the defaults of your company, and `omitted` the values that your company no longer offers, with the reason. The service plan is copied only on request, which requires the scope `customers:plan`. The name must differ from the name of the source customer, even if `allowDuplicate` is true. The primary contact is created and invited as in `POST /v1/customers`.',
  activateCustomer:
    'Activates a customer that is suspended or waiting for approval, so that its users can sign in. A suspended customer without users becomes `inactive`, and `active` when its first user signs up. Activating an active customer has no effect.',
  suspendCustomer:
    'Suspends a customer. Its users cannot sign in or refresh tokens, and nobody can join it. Tokens that were already issued expire within 20 minutes. Open invitations are kept, but cannot be resent, and get no reminders. No data is lost. To restore access, activate the customer. Suspending a suspended customer has no effect.',
  listCustomers:
    'Returns customers without their contacts. Filters are combined with AND. The cost of a page does not depend on the number of customers: if a combination of filters matches few, a page can be short or even empty and still have a `nextCursor`. The list ends when `nextCursor` is null. Changes appear in the list within about a second.',
  exportCustomers:
    'Returns customers as CSV, with the filters and the order of the list. The cost of a part does not depend on the number of customers. A part has up to `limit` rows, and fewer if the rows are long or the filters match few. If there are more parts, the `Link` header has the URL of the next one. Concatenate the parts, unchanged, to get one file: only the first part has a header row.',
  getCustomer:
    'Returns a customer with its first 100 contacts, and other customers that may be the same company. `servicePlan` is returned only if the token has the scope `customers:plan`.',
  getMe:
    'Returns your own profile. Your access is checked on every request. If you were removed or your company is suspended, the request fails even if the token is still valid.',
  updateMe: `${MERGE_PATCH} You can remove \`lastName\` only if the company that invited you accepts people with one name. You cannot change your email address, because you sign in with it. Your next token has the new name.`,
  getMyCustomer: 'Returns your company. Everyone who belongs to it can call this operation.',
  updateMyCustomer: `${MERGE_PATCH} Only owners can call this operation. The company that invited you manages services, service plan, and status.`,
  createContact:
    'Adds a contact to a customer. A name or an email address is enough. With `sendInvite`, which also requires the scope `invitations:write`, the contact is created and invited in one transaction; if a contact of the customer already has the address, that contact is updated with the values that you send and invited. The first contact of a customer is an owner and becomes the primary contact. Send the returned `ETag` as `If-Match` when you update the contact.',
  listContacts:
    'Returns all contacts of a customer in no particular order, including removed ones (see `status`).',
  getContact: 'Returns a contact, even if it was removed.',
  updateContact: `${MERGE_PATCH} Once the contact has an account, its email address and groups cannot be changed. An open invitation is updated with the contact. If you change the email address, the open invitation is revoked, because its link was sent to the old address.`,
  deleteContact:
    'Removes a contact. It gets no new tokens; tokens that were already issued expire within 20 minutes. An open invitation is revoked immediately, and the account is deleted within minutes. The contact is kept as history with the status `removed`, and its address can be invited again. Deleting a removed contact has no effect.',
  inviteContact:
    'Invites a contact. Also requires the scope `invitations:write`. If the contact has a pending or expired invitation, a new link is sent (200). If the last invitation was revoked or declined, a new invitation is created (201). You can repeat this until the contact has an account.',
  listColleagues:
    'Returns everyone in your company, including people who were invited or removed. Everyone who belongs to the company can call this operation.',
  createColleague:
    'Adds a colleague to your company. With `sendInvite`, the colleague is also invited. You can grant only groups that you have yourself. If you omit `groups`, the colleague gets the groups of your company that you have.',
  updateColleague: `${MERGE_PATCH} Once the colleague has an account, the email address and groups cannot be changed. The last owner cannot become a member.`,
  deleteColleague:
    'Removes a colleague. All tokens of the colleague are rejected immediately, and the account is deleted within minutes. The last owner cannot be removed. Deleting a removed colleague has no effect.',
  inviteColleague:
    'Invites a colleague. Send `email` to invite someone new, who becomes a contact of your company, or `contactId` to invite an existing contact. If that contact has an open invitation, a new link is sent (200). The email names you as the sender. You can grant only groups that you have yourself.',
  listMyCustomerInvitations:
    'Returns the invitations to your company, whether you, another owner, or the company that you are a customer of sent them. Changes appear in the list within about a second.',
  resendMyCustomerInvitation:
    'Emails a new link with a new expiry for a pending or expired invitation to your company. The ID stays the same, and all earlier links stop working immediately.',
  revokeMyCustomerInvitation:
    'Revokes a pending or expired invitation to your company. Anyone who opens its link sees that it was revoked.',
  getTenant:
    'Returns your company with the settings in effect, the names of the settings that it has overridden, and the limits of the installation.',
  updateTenant:
    'Takes a JSON merge patch (RFC 7396): omitted fields keep their values, objects are merged, arrays are replaced, and null restores the default of the installation. Emails and pages use the new values within a minute.',
  listApplications: 'Returns all applications. A tenant can have up to 100.',
  createApplication:
    'Creates an application. Its client must exist in the user pool and allow the authorization code grant. A client can belong to one tenant only, and only users of that tenant can sign in to it. Names are unique.',
  getApplication: 'Returns an application.',
  updateApplication: `${MERGE_PATCH} Open invitations to the application use the new values.`,
  deleteApplication:
    'Deletes an application. Fails if presets refer to it; `errors` names them. Open invitations to the application keep working.',
  listPresets: 'Returns all presets. A tenant can have up to 100.',
  createPreset:
    'Creates a preset. It takes the fields of an invitation except those that differ from person to person. Names are unique.',
  getPreset: 'Returns a preset.',
  updatePreset: `${MERGE_PATCH} Existing invitations do not change.`,
  deletePreset: 'Deletes a preset. Invitations that were created with it do not change.',
  createWebhook:
    'Creates a webhook and returns the secret that its messages are signed with. Store the secret, because it is not shown again. A tenant can have up to 10 webhooks.',
  listWebhooks:
    'Returns all webhooks of the tenant. `failingSince` is set if deliveries are failing.',
  getWebhook:
    'Returns a webhook without its secret. `failingSince` is set if deliveries are failing.',
  updateWebhook:
    'Changes only the fields that you send. Enabling a webhook clears `disabled`. To send failed deliveries again, replay them.',
  deleteWebhook: 'Deletes a webhook. Pending deliveries are dropped, and no more events are sent.',
  rotateWebhookSecret:
    'Returns a new secret. For 24 hours, every message has two signatures, one with each secret, so that you can update your server without downtime. If you rotate again within that time, the oldest secret is retired immediately.',
  sendWebhookTest:
    'Sends one `webhook.test` event to the webhook, regardless of its event types and even if it is disabled. The result is `lastTest` of the webhook, usually within seconds.',
  listWebhookDeliveries:
    'Returns the deliveries that are waiting for a retry and those that failed after nine attempts within about a day. Failed deliveries are kept for 30 days.',
  replayWebhookDeliveries:
    'Sends all failed deliveries again. Each message keeps its `webhook-id`. The first messages are sent within moments.',
  createApiClient:
    'Creates an API client and returns its secret. Store the secret, because it is not shown again. You can grant only scopes that you have yourself. The scope `self` is reserved for contacts and cannot be granted. Invitations that the client creates show its name as the sender.',
  listApiClients: 'Returns all API clients of the tenant without their secrets.',
  getApiClient: 'Returns an API client without its secret.',
  rotateApiClientSecret:
    'Returns a new secret. The previous secret keeps working until you revoke it or rotate again, so a client has at most two secrets. You can rotate the secret only if you have all scopes of the client.',
  revokePreviousApiClientSecret:
    'Revokes the previous secret of an API client, for example because it leaked. Rotate the secret first. The revoked secret gets no new tokens; tokens that were already issued expire within 20 minutes.',
  deleteApiClient:
    'Deletes an API client. It gets no new tokens, and tokens that were already issued are rejected after 30 seconds at most.',
  listAdministrators:
    'Returns all administrators, oldest first. A company has at most 200 administrators, so there is one page.',
  createAdministrator:
    'Creates an administrator and emails a link to the setup page, where the person chooses a password. The link works once and expires after seven days. The address must not have an account: administrators and contacts need different addresses.',
  getAdministrator: 'Returns an administrator with the delivery status of the setup email.',
  updateAdministrator: `Updates the name or the role of an administrator. ${MERGE_PATCH} The email address cannot be changed. A new role takes effect within 30 seconds without a new sign-in; scopes that it adds come with the next access token. The last active administrator with the role \`administrators\` must keep it.`,
  resendAdministratorSetup:
    'Emails a new setup link that expires after seven days. All earlier links stop working at once.',
  deleteAdministrator:
    'Deletes an administrator and the account. Access ends within 30 seconds. Administrators, API clients, and webhooks that the person created keep working and are listed in the response. The last active administrator with the role `administrators` cannot be deleted. You can delete yourself if someone else has that role.',
  getAdministratorSetupByToken:
    'Returns what the setup page needs to show its form. It changes nothing, so it can be called any number of times, for example by email scanners.',
  completeAdministratorSetup:
    'Sets the name and the password, and activates the account. A retry with the same `Idempotency-Key` returns 200 with the same response.',
  getInvitationByToken:
    'Returns what the sign-up page needs to show the registration form. It has no side effects, so it is safe to call any number of times, for example by email scanners.',
  acceptInvitation:
    'Creates the account with its user, groups, customer, and contact in an all-or-nothing operation. A retry with the same `Idempotency-Key` returns the original response with status 200.',
  sendVerificationCode:
    'Emails a code that confirms the email address of the account. A code is required for a link that was delivered manually, and for an account with a different address than the invited one. The code has 8 digits, is valid for 10 minutes, and allows 5 attempts. You can request 5 codes an hour.',
  requestNewInvitationLink:
    'Always returns 202, even if the token is invalid. If the token belongs to an expired invitation, a new link is emailed to the invited address.',
  declineInvitation:
    'Declines an invitation. Anyone who opens its link sees that it was declined. The address can be invited again.',
  startProviderSignUp:
    'Prepares a sign-up with an identity provider. Then redirect the browser to `/oauth2/authorize` of the managed login with `identity_provider`; the invitee must sign in there within 10 minutes. The account is created with the first token, and only if the provider confirms that the person owns the invited address. Until then the link keeps working.',
  getCustomerStatistics:
    'Returns the number of customers by status. Counts all customers, or those created in a period of up to 366 days. Changes appear in the counts within about a second.',
  getInvitationStatistics:
    'Returns the number of invitations by stage. Counts all invitations, or those created in a period of up to 366 days. Each invitation is counted in one stage: its final status, or the progress of its latest email while it is pending. Changes appear in the counts within about a second, and expirations within about a minute. Deleted invitations and invitations past their retention period are not counted.',
  listAllContacts:
    'Returns the contacts of all customers of your company, newest first. Removed contacts are returned only if `status` is `removed`. Filters are combined with AND. The cost of a page does not depend on the number of contacts: if a combination of filters matches few, a page can be short or even empty and still have a `nextCursor`. The list ends when `nextCursor` is null. Changes appear in the list within about a second. If you filter by `search` or `email`, contacts are sorted by the matching word, then newest first. If you filter by `customerId` without `search`, they are in no particular order.',
  lookUpSuppression:
    'Returns whether an email address is suppressed, and the reason. Suppressions are shared by all companies of the installation, so you can look up only addresses that your company has an invitation for. The lookup is recorded in the activity log.',
  liftSuppression:
    'Lifts the suppression of an email address, so that it can be invited again immediately. The installation must allow it, and a suppression after a spam complaint cannot be lifted. The change is recorded in the activity log. Repeating the request has no further effect.',
  listActivity:
    'Returns the activity log of the last 90 days, newest first. Entries appear within about a second. Filters are combined with AND. If you filter by `type`, or by both `actorId` and `objectId`, a page can be short or even empty and still have a `nextCursor`. The log never contains values, secrets, addresses, or the names of customers, contacts, and invitees, so it stays complete when the data of a person is deleted.',
  createBulkAction:
    'Resends, revokes, or deletes up to 10,000 invitations. Send their `ids`, or a `filter` with the fields of `GET /v1/invitations`. Returns immediately; invitations are processed in the background. Use `GET /v1/bulk-actions/{id}` to follow the progress. The rules of the single operation apply to each invitation: resends count toward the same limits, and an invitation that needs no action is `skipped` with the reason. A filter is resolved while the bulk action is running and covers invitations that existed at the time of the request; an invitation that has changed since the filter selected it is skipped with the reason `changed`. Emails of single requests are sent first. A dry run returns the outcome that each invitation would have and changes nothing; it does not predict limits per hour or per address.',
  listBulkActions: 'Returns the bulk actions of the last 30 days with their counts, newest first.',
  getBulkAction:
    'Returns a bulk action and a page of its rows. If you filter by `outcome`, a page can be short and still have a `nextCursor`.',
  exportBulkAction:
    'Returns the rows of a bulk action as CSV. Concatenate the parts, unchanged, to get one file.',
  cancelBulkAction:
    'Stops a bulk action. Rows that are being processed are finished; the other rows get the outcome `skipped` with the reason `canceled`. Completed rows are not undone. Canceling a bulk action that is canceled or complete has no effect.',
} as const satisfies Record<OperationId, string>;

/** The cause of each error, and its remedy. */
export const ERRORS = {
  invalid_request: 'The request is invalid. `errors` names each field.',
  unauthenticated: 'The access token is missing, invalid, or expired. Sign in and send a new one.',
  forbidden: 'The access token does not have the scope that this operation requires.',
  grant_not_allowed: 'The request grants something that you cannot grant. `errors` names it.',
  email_mismatch: 'The invitation is for another email address and does not allow a different one.',
  feature_not_available:
    'The customer portal is not available to your company, or the company that sent the invitation is suspended. Contact the operator of the installation.',
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
    'A company needs at least one active administrator with the role `administrators`. Give the role to someone else first.',
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

/** Short names of statuses, as HTTP calls them. */
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
