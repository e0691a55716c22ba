import type { ErrorCode } from '../../shared/errors.ts';
import type { OperationId } from '../routes.ts';

/** What a reader should know first: paragraphs with an empty line between them, names in backticks. */
export const INTRODUCTION = [
  'Foyer invites customers and suppliers by email and lets them in: one invitation, one link, one registration form, one account with the right groups.',
  'Everything is JSON in UTF-8 with camelCase names. Times are ISO 8601 in UTC. A field without a value is left out. Unknown fields in a request are refused by name.',
  'Who asks is known by an access token of the Cognito user pool, sent as `Authorization: Bearer …`. Each operation names the scope that the token needs. The tenant always comes from the token: what belongs to another tenant does not exist (404). The sign-up operations need no token, because whoever calls them has no account yet: they take the token of an invitation link instead.',
  'What can be repeated takes an `Idempotency-Key`: the same key with the same body gets the same answer and does nothing twice.',
  'A list answers `data` and `nextCursor`. Send the cursor back with the same filters and the same `order` to get the next page; it fits no other list. On the last page it is null.',
  'A failure is a problem document (RFC 9457) with a stable `code` to program against, a sentence for people in `detail`, the `requestId` to quote when you ask for help, and for bad input one entry in `errors` for every field that is wrong. What the gateway in front of Foyer refuses by itself (no token, too many requests) has a `message` and nothing else.',
].join('\n\n');

/** The chapters: by the first part of a path after `/v1/`. */
export const TAGS: Readonly<
  Record<string, { readonly name: string; readonly description: string }>
> = {
  invitations: {
    name: 'Invitations',
    description: 'Invite people, find them, see what became of it, send again, take back.',
  },
  'invitation-imports': {
    name: 'Imports',
    description: 'Invite many people at once from a file or a list, and see what became of each.',
  },
  customers: {
    name: 'Customers',
    description: 'The companies that have an account, and their people.',
  },
  me: {
    name: 'The customer’s own corner',
    description:
      'What people of a customer call with their own tokens: who they are, their company, their colleagues.',
  },
  tenant: {
    name: 'Settings',
    description:
      'Your company’s name and look, what it offers its customers, and what binds its administrators.',
  },
  applications: {
    name: 'Applications',
    description: 'What people can be invited to, or get to see.',
  },
  presets: {
    name: 'Presets',
    description: 'The same terms for many invitations.',
  },
  webhooks: {
    name: 'Webhooks',
    description:
      'Have Foyer tell your own server what happens, in signed messages. docs/events.md has the events, how a message is checked, and when it is sent again.',
  },
  'api-clients': {
    name: 'API clients',
    description:
      'Let programs of yours call this API, each with credentials and scopes of its own. A program asks the managed login’s `/oauth2/token` for a token, with its id and secret and `grant_type=client_credentials` (RFC 6749, 4.4), and sends that like a person’s.',
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
      'What the sign-up page calls. No access token: the token of the link says who asks. Everything is a POST, so that the token stands in no log.',
  },
};

/** What an operation does beyond its summary. */
export const OPERATIONS = {
  createInvitation:
    'Writes the invitation and mails its link, unless `notify` is false. At most one invitation for an address is open at a time. Nothing but `email` is required.',
  listInvitations:
    'Shows everything but message and timeline. All filters that are given apply, and a page costs the same however many invitations there are. For that, a page of filters that together match few may be short, or empty, and still have a `nextCursor`: only a `nextCursor` of null is the end. `expired` is a comparison with the clock, so an invitation appears there the second it expires. Otherwise a list follows a change within about a second.',
  getInvitation: 'Shows everything that is known about an invitation, but never its link.',
  resendInvitation:
    'For a pending or an expired invitation: a new link with a new expiry, under the same id. Every older link is dead at once. Two resends at the same moment mail once. Refused while the customer that it leads to is suspended.',
  createInvitationLink:
    'For teams that bring the link to the person themselves. A link that was handed over before is dead; mailed links stay good. An expired invitation is renewed by it. Whoever opens the link has to prove the invited address with a code. Refused while the customer that it leads to is suspended.',
  deleteInvitation:
    'For an invitation that has ended: accepted, declined, revoked or expired. Everything that it knows of the person is gone at once; the account that it led to stays.',
  revokeInvitation:
    'For a pending or an expired invitation. Whoever opens its link is told so. The address can be invited again.',
  createInvitationImport:
    'Takes up to ten thousand people and answers at once; the work goes on afterwards, and `GET /v1/invitation-imports/{id}` shows how far it is. Send `rows`, or a file as `csv`, or the file itself as `text/csv` (then `dryRun` stands in the address); the other types that programs give CSV, such as `application/vnd.ms-excel`, are taken as well. A file may have 256 columns, 100,000 rows (10,000 that say something) and 500,000 cells, blank ones included. An export of customers or of the results of an import can be imported again as it is. A file that cannot be understood as a whole is refused with the row and the column, as `csv.<row>.<column>`, and nobody is invited; what is wrong with a single row becomes its result. A dry run finds out what would happen to each row and changes nothing.',
  listInvitationImports: 'Shows the imports of the last thirty days with their counts.',
  getInvitationImport:
    'The counts move while it runs. The rows come in the order of the file, page by page; with `outcome` only those that ended so, and then a page can be short and have a next one.',
  exportInvitationImport:
    'Says what `GET /v1/invitation-imports/{id}` says of each row; with `outcome` only of those that ended so, and then a part can be short and have a next one. Parts that are put one behind another, as they are, make one file.',
  cancelInvitationImport:
    'What is being worked off at this moment, twenty-five rows at most, is finished; the other rows end as `skipped`, with the reason `canceled`. Whoever was invited stays invited. Repeating it changes nothing, nor does cancelling an import whose rows are all finished.',
  createCustomer:
    'Nothing but `name` is required. Nobody can sign in yet: the customer is `inactive` until somebody was invited and has come. With an `email` or the name of a person it has its first contact at once, an owner. `sendInvite` invites that contact in the same step, all or nothing, and needs the scope invitations:write as well: the customer is then `invited`, and opens when the contact has signed up. Services are those that your company gives by default, unless told otherwise. A second customer with the same name is refused, unless `allowDuplicate`; `similar` points out others that may be the same company.',
  updateCustomer:
    'A JSON merge patch (RFC 7396): what you leave out stays, null takes away, lists are replaced. The service plan needs the scope customers:plan. `email` can change until the primary contact is invited: afterwards it is what that person signs in with. The status has operations of its own.',
  copyCustomer:
    'The new customer gets the `settings` that you choose (`profile`, `rank`, `services` and `groups` unless told otherwise), the kind, and nobody: no contacts, no users, and it is `inactive` until somebody was invited and has come. `copied` names the fields that came along, `defaulted` those that are as for any new customer of your company, `omitted` what your company does not offer any more, with the reason. The service plan comes along only where it is asked for, and that needs the scope customers:plan. The name must be another one than that of the customer that is copied, whatever `allowDuplicate` says. A primary contact is added and invited as with `POST /v1/customers`.',
  activateCustomer:
    'For a customer with people who have an account: one that waits for approval, or was suspended. A suspended customer without any is `inactive` again, and opens when the first one comes. Repeating it changes nothing.',
  suspendCustomer:
    'None of its people can sign in or renew a token from now on, and nobody can join it: its open invitations stay, and get no new link and no reminder. Tokens that are out end within 20 minutes. Nothing is lost: activate it to let them in again. Repeating it changes nothing.',
  listCustomers:
    'Shows the companies; a company alone also shows its people. All filters that are given apply, and a page costs the same however many customers there are. For that, a page of filters that together match few may be short, or empty, and still have a `nextCursor`: only a `nextCursor` of null is the end. A list follows a change within about a second.',
  exportCustomers:
    'Takes the filters of the list and keeps its order. A part costs the same however many customers there are, and has at most `limit` of them: fewer where they are long, or where filters that together match few drop the others. Only a part without a `Link` to the next is the last. Parts that are put one behind another, as they are, make one file: only the first has a header.',
  getCustomer:
    'Shows the company and the first hundred of its people, and other customers that may be the same company. The service plan is shown only with the scope customers:plan.',
  getMe:
    'Shows you as a person of your company. Read anew at each request: who was removed, or whose company is closed, is refused, however good the token is.',
  updateMe:
    'A JSON merge patch (RFC 7396): what you leave out stays, null takes away, `lastName` only where the company that invited you lets people with one name in. Your email address cannot be changed: you sign in with it. The next token says your new name.',
  getMyCustomer: 'Shows your company to anybody who belongs to it.',
  updateMyCustomer:
    'A JSON merge patch (RFC 7396): what you leave out stays, null takes away. Only owners may; services, plan and status are for whoever invited you to decide.',
  createContact:
    'Nothing but a name or an address is needed to remember somebody. With `sendInvite` (and the scope `invitations:write` besides) contact and invitation come to be together, or not at all; where a contact of the customer has the address, that contact takes over what you say and is invited. The first contact of a customer is an owner and the one to write to. The answer’s ETag is for `If-Match`.',
  listContacts:
    'Shows everybody, with those who were removed: `status` tells. In no particular order.',
  getContact: 'Shows what the list shows, of somebody who was removed as well.',
  updateContact:
    'A JSON merge patch (RFC 7396): what you leave out stays, null takes away. Address and groups are fixed once there is an account. An open invitation follows the change; a changed address takes it back, because its link went to the old one.',
  deleteContact:
    'From this moment the person gets no token; one that was given out ends within 20 minutes. The account goes within minutes, an open invitation is revoked at once. The contact stays as history, and its address can be invited again. Repeating it changes nothing.',
  inviteContact:
    'Needs the scope `invitations:write` besides. An invitation that is pending or has expired gets a new link (200); after one that was revoked or declined there is a new one (201). As often as you like, until there is an account.',
  listColleagues:
    'Shows everybody of your company to everybody of it, those who were invited and those who were removed included.',
  createColleague:
    'With `sendInvite` the colleague is invited in the same step. A colleague gets no group that you do not have yourself; unless told otherwise, those of your company that you have.',
  updateColleague:
    'A JSON merge patch (RFC 7396): what you leave out stays, null takes away. Address and groups are fixed from the moment that there is an account. The last owner stays one.',
  deleteColleague:
    'Every token of theirs is refused here from now on, and the account is gone within minutes. Your company keeps at least one owner. Repeating it changes nothing.',
  inviteColleague:
    'Invites somebody new by `email`, who becomes a contact of your company at the same time, or with `contactId` somebody who is known already: then an open invitation gets a new link, with 200. The mail says who invites. Nobody gets a group that you do not have yourself.',
  listMyCustomerInvitations:
    'Shows who was invited to your company, by you, by other owners, or by whoever your company is a customer of. A list follows a change within about a second.',
  resendMyCustomerInvitation:
    'For a pending or an expired invitation to your company: a new link with a new expiry, under the same id.',
  revokeMyCustomerInvitation:
    'For a pending or an expired invitation to your company. Whoever opens its link is told so.',
  getTenant:
    'Shows the settings in force, which of them your company chose itself, and what the installation allows at most.',
  updateTenant:
    'A JSON merge patch (RFC 7396): what you leave out stays, objects are changed inside, lists are replaced, null brings back what the installation says. Mails and pages follow within a minute.',
  listApplications: 'Shows all of them: there are never more than a hundred.',
  createApplication:
    'Its client must be in the user pool and allow the authorization code grant. One company can register a client, and only its people can sign in there. Names are unique.',
  getApplication: 'Shows what the list shows.',
  updateApplication:
    'A JSON merge patch (RFC 7396): what you leave out stays, null takes away. Open invitations lead to the changed application.',
  deleteApplication:
    'Refused while presets use it; `errors` names them. Open invitations to it still work.',
  listPresets: 'Shows all of them: there are never more than a hundred.',
  createPreset:
    'Takes what an invitation takes, except for what is different for each person. Names are unique.',
  getPreset: 'Shows what the list shows.',
  updatePreset:
    'A JSON merge patch (RFC 7396): what you leave out stays, null takes away. Invitations that are there stay as they are.',
  deletePreset: 'Invitations that were made with it stay as they are.',
  createWebhook:
    'Answers with the secret that messages are signed with: keep it, it is not shown again. A tenant can have ten webhooks.',
  listWebhooks: 'Shows every webhook of the tenant, and whether it is failing.',
  getWebhook: 'Shows the webhook without its secret, and since when nothing has reached it.',
  updateWebhook:
    'Only what is sent is changed. Turning it on forgets why it was turned off; what was given up meanwhile can be replayed.',
  deleteWebhook: 'Nothing more is sent, and what was waiting is dropped.',
  rotateWebhookSecret:
    'For 24 hours every message carries two signatures, one with each secret: time to put the new one into your server. A second rotation within that time retires the oldest at once.',
  sendWebhookTest:
    'Sends a `webhook.test` to this webhook, once, whatever events it is told, and whether or not it is turned on. If it does not arrive, the deliveries say why.',
  listWebhookDeliveries:
    'Shows what waits for its next attempt, and what was given up after nine attempts within about a day. What was given up is kept for 30 days.',
  replayWebhookDeliveries:
    'Sends again all that was given up, each message under its old `webhook-id`. It begins within moments.',
  createApiClient:
    'The secret is shown in this answer and never again. A program can be allowed what whoever makes it may do, and nothing that is for people only (`self`). What it does is done in its name: its invitations say so.',
  listApiClients: 'Shows all of them, without their secrets: there are never more than a few.',
  getApiClient: 'Shows what it may do, and when its secret was last replaced. Never the secret.',
  rotateApiClientSecret:
    'A client has two secrets at most: this new one, and the one that was handed over before, which works until the next rotation or until it is ended. Only who may do all that the client may can rotate it.',
  revokePreviousApiClientSecret:
    'For a secret that somebody else knows, or that no program uses any more: rotate first, then end it. No token is got with it from then on; those that were got work for up to 20 minutes.',
  deleteApiClient:
    'It gets no token from then on, and those that it has open nothing after half a minute.',
  listAdministrators:
    'Returns all administrators, the oldest first. A company has at most 200, so there is one page.',
  createAdministrator:
    'Emails a link with which the person chooses a password. The link works once, within seven days. An address can have one account: customers and administrators need different addresses.',
  getAdministrator: 'Returns an administrator with the delivery status of the setup email.',
  updateAdministrator:
    'Changes the name, the role or both. `null` removes the name. A new role takes effect within 30 seconds, without signing in again; scopes that it adds come with the next access token. The last active administrator with the role `administrators` cannot be given another role. The email address cannot be changed.',
  resendAdministratorSetup:
    'Emails a new link, valid for seven days. Links from earlier emails stop working.',
  deleteAdministrator:
    'Access ends within 30 seconds, and the account is deleted. API clients and webhooks that the person created keep working and are listed in the response. The last active administrator with the role `administrators` cannot be deleted. You can delete yourself if someone else has that role.',
  lookUpAdministratorSetup:
    'Returns what the setup page shows. Changes nothing, so email scanners can open the link.',
  acceptAdministratorSetup:
    'Sets the name and the password and activates the account. A repeated request with the same `Idempotency-Key` returns 200 and the same response.',
  getInvitationByToken:
    'What a sign-up page needs to show its form. It may be called as often as you like, by mail scanners too: nothing is used up.',
  acceptInvitation:
    'Makes the account: user, groups, customer and contact, all or none. The same submission sent again with the same `Idempotency-Key` gets its answer again, with 200.',
  sendVerificationCode:
    'For a link that was handed over, and for an account with another address than the invited one. The code has 8 digits and is good for 10 minutes and 5 tries; 5 codes an hour can be asked for.',
  requestNewInvitationLink:
    'Always answers 202, whatever the token is. Where it belongs to an invitation that has expired, a new link is mailed to the invited address.',
  declineInvitation:
    'For somebody who does not want to be invited. The link then says that it was declined; the address can be invited again.',
  startProviderSignUp:
    'Then send the browser to the managed login’s `/oauth2/authorize` with `identity_provider`, to sign in there within ten minutes. Only whoever is said there to own the invited address gets the account, with the first token. Nothing is used up before that: the link goes on working.',
} as const satisfies Record<OperationId, string>;

/** When an error is answered, and what helps. */
export const ERRORS = {
  invalid_request: 'Something in the request is not right; `errors` names every field.',
  unauthenticated: 'There is no usable access token. Sign in and send the new one.',
  forbidden: 'The token lacks the scope of this operation.',
  grant_not_allowed: 'It would grant what may not be granted; `errors` names it.',
  email_mismatch: 'The invitation is for another address, and allows no other.',
  feature_not_available:
    'The operator of the installation has not given your company the customer portal, or, for the holder of a link, has suspended the company that invited.',
  not_found:
    'There is nothing with this id, or it belongs to another tenant; no link has this token.',
  already_invited:
    'The address has an open invitation: `conflictingId`. Resend or revoke that one instead. People of a customer are told the id only of an invitation to their own company.',
  customer_exists:
    'Your company has a customer with this name: `conflictingId`. Send `allowDuplicate` if it is another one.',
  customer_needs_user:
    'Nobody of the customer has an account. Invite somebody: the customer opens when the first one has come.',
  contact_has_account:
    'The person can sign in, so this is settled: nobody needs to be invited again.',
  contact_limit_reached: 'The customer has as many contacts as it may. Remove some.',
  customer_suspended: 'Nobody can join a customer that is suspended. Activate it first.',
  last_administrator:
    'The company would have no active administrator with the role `administrators`. Give the role to someone else first.',
  administrator_active: 'The administrator has already set up the account.',
  administrator_limit_reached: 'The company has reached its limit of 200 administrators.',
  last_owner: 'Nobody would be left to look after the account. Make somebody else an owner first.',
  user_already_exists: 'The address already has an account. Its owner can sign in.',
  invitation_not_pending: 'The invitation has ended. Invite the address again instead.',
  invitation_pending: 'The invitation can still be accepted. Revoke it first.',
  acceptance_in_progress:
    'Somebody is signing up with it right now. Try again after `Retry-After`.',
  idempotency_key_in_use: 'The first request with this key is still running. Try again.',
  invitation_expired: 'The link has expired. Its owner can ask for a new one.',
  invitation_revoked: 'The invitation was taken back.',
  invitation_accepted:
    'The invitation has been used. `account` says where the account stands: only an `active` one can sign in.',
  invitation_declined: 'The invitation was declined.',
  version_mismatch: 'It was changed since you read it. Read it again and repeat the change.',
  payload_too_large: 'The body is larger than this operation takes.',
  unsupported_media_type:
    'The body must be sent as `Content-Type: application/json`, or as another type that the operation names, in UTF-8.',
  password_policy: 'The password does not keep the rules; `errors` names those that it breaks.',
  email_suppressed:
    'Mail to this address bounced for good, or its owner complained: none is sent there.',
  email_required:
    'Without an address nobody can be invited. Send `email` as well, or add one to the contact.',
  idempotency_key_reused: 'This key was used for another request. Use a new one.',
  pending_limit_reached:
    'There are as many open invitations as your company may have. Revoke some, or wait until some are accepted or expire.',
  rate_limited: 'Too many of these in a short time. Try again after `Retry-After`.',
  internal_error:
    'Something went wrong on our side. Try again; if it stays, report the `requestId`.',
  temporarily_unavailable: 'Nothing was lost. Try again after `Retry-After`.',
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
