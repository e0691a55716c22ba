import type * as z from 'zod';
import type { ErrorCode } from '../shared/errors.ts';
import type { Scope } from '../identity/scopes.ts';
import {
  createImportQuerySchema,
  createImportSchema,
  importResultsSchema,
} from '../imports/requests.ts';
import { importPageResponse, importResponse, importResultsResponse } from '../imports/responses.ts';
import { createInvitationSchema, pageSchema } from '../invitations/requests.ts';
import {
  invitationPageResponse,
  invitationResponse,
  mintedLinkResponse,
} from '../invitations/responses.ts';
import { acceptSchema, codeSchema, tokenSchema, visitSchema } from '../sign-up/requests.ts';
import { acceptanceResponse, offerResponse, visitResponse } from '../sign-up/responses.ts';
import { listInvitationsSchema } from '../invitations/list-requests.ts';
import { customerRoutes } from './customer-routes.ts';
import { selfRoutes } from './self-routes.ts';
import { contactRoutes } from './contact-routes.ts';
import { settingsRoutes } from './settings-routes.ts';
import { THROTTLES } from './throttles.ts';
import { webhookRoutes } from './webhook-routes.ts';

/** The functions that answer requests, one for each side of the trust boundary. */
export type ApiFunction = 'admin-api' | 'customer-api' | 'sign-up-api';

/** The statuses of a success. */
export type SuccessStatus = 200 | 201 | 202 | 204;

/** One route: what the gateway lets through, to whom, and what a request must look like. */
export interface Route {
  readonly method: 'GET' | 'POST' | 'PATCH' | 'DELETE';
  readonly path: `/v1/${string}`;
  readonly function: ApiFunction;
  /** The scope that a token needs; `public` routes need no token. */
  readonly scope: Scope | 'public';
  /** For the whole installation: requests a second, and how many at once on top (API Gateway's token bucket). */
  readonly throttle: { readonly rate: number; readonly burst: number };
  readonly summary: string;
  readonly body?: z.ZodType;
  readonly query?: z.ZodType;
  /** What a success answers, by status; `null` is an empty body. */
  readonly answers: Partial<Record<SuccessStatus, z.ZodType | null>>;
  /** What can go wrong in what it does; what the pipeline and the gateway refuse on any route goes without saying. */
  readonly errors: readonly ErrorCode[];
  /** Whether the body may be a file of `text/csv` instead, which is read as `{ csv }`. */
  readonly csv?: boolean;
  /** Larger bodies are refused; 32 KB unless told otherwise. */
  readonly maxBodyBytes?: number;
  /** Whether a repeat with the same `Idempotency-Key` gets the same answer. */
  readonly idempotent?: boolean;
}

const { reading, writing, uploading, open } = THROTTLES;
/** What Lambda takes is 6 MB (6 291 456 bytes) of JSON, in which a file stands as base64: a third longer. */
const UPLOAD_BYTES = 4_500_000;

/** Every route that Foyer answers: the gateway, the scopes and the validation all come from this list. */
export const ROUTES = {
  createInvitation: {
    method: 'POST',
    path: '/v1/invitations',
    function: 'admin-api',
    scope: 'invitations:write',
    throttle: writing,
    summary: 'Invite somebody',
    body: createInvitationSchema,
    answers: { 201: invitationResponse },
    errors: [
      'grant_not_allowed',
      'feature_not_available',
      'user_already_exists',
      'already_invited',
      'email_suppressed',
      'invitation_not_pending',
      'acceptance_in_progress',
      'idempotency_key_reused',
      'idempotency_key_in_use',
      'rate_limited',
      'pending_limit_reached',
      'temporarily_unavailable',
    ],
    idempotent: true,
  },
  listInvitations: {
    method: 'GET',
    path: '/v1/invitations',
    function: 'admin-api',
    scope: 'invitations:read',
    throttle: reading,
    summary: 'List invitations and find some among them',
    query: listInvitationsSchema,
    answers: { 200: invitationPageResponse },
    errors: [],
  },
  getInvitation: {
    method: 'GET',
    path: '/v1/invitations/{id}',
    function: 'admin-api',
    scope: 'invitations:read',
    throttle: reading,
    summary: 'See one invitation with its timeline',
    answers: { 200: invitationResponse },
    errors: [],
  },
  resendInvitation: {
    method: 'POST',
    path: '/v1/invitations/{id}/resend',
    function: 'admin-api',
    scope: 'invitations:write',
    throttle: writing,
    summary: 'Mail a new link; the old one is dead',
    answers: { 200: invitationResponse },
    errors: [
      'feature_not_available',
      'invitation_not_pending',
      'acceptance_in_progress',
      'already_invited',
      'user_already_exists',
      'email_suppressed',
      'rate_limited',
      'temporarily_unavailable',
    ],
  },
  mintLink: {
    method: 'POST',
    path: '/v1/invitations/{id}/link',
    function: 'admin-api',
    scope: 'invitations:link',
    throttle: writing,
    summary: 'Mint a link to hand over yourself; it is shown once',
    answers: { 200: mintedLinkResponse },
    errors: [
      'not_found',
      'feature_not_available',
      'already_invited',
      'user_already_exists',
      'invitation_not_pending',
      'acceptance_in_progress',
      'rate_limited',
      'temporarily_unavailable',
    ],
  },
  eraseInvitation: {
    method: 'DELETE',
    path: '/v1/invitations/{id}',
    function: 'admin-api',
    scope: 'invitations:write',
    throttle: writing,
    summary: 'Erase an invitation that has ended, with all that it knows of a person',
    answers: { 204: null },
    errors: [
      'not_found',
      'invitation_pending',
      'acceptance_in_progress',
      'temporarily_unavailable',
    ],
  },
  revokeInvitation: {
    method: 'POST',
    path: '/v1/invitations/{id}/revoke',
    function: 'admin-api',
    scope: 'invitations:write',
    throttle: writing,
    summary: 'Take an invitation back',
    answers: { 200: invitationResponse },
    errors: ['invitation_not_pending', 'acceptance_in_progress', 'temporarily_unavailable'],
  },
  createImport: {
    method: 'POST',
    path: '/v1/invitation-imports',
    function: 'admin-api',
    scope: 'invitations:write',
    throttle: uploading,
    summary: 'Invite many people at once, or try it with a dry run',
    body: createImportSchema,
    csv: true,
    query: createImportQuerySchema,
    maxBodyBytes: UPLOAD_BYTES,
    answers: { 202: importResponse },
    errors: ['idempotency_key_reused', 'temporarily_unavailable'],
    idempotent: true,
  },
  listImports: {
    method: 'GET',
    path: '/v1/invitation-imports',
    function: 'admin-api',
    scope: 'invitations:read',
    throttle: reading,
    summary: 'List imports, newest first',
    query: pageSchema,
    answers: { 200: importPageResponse },
    errors: [],
  },
  getImport: {
    method: 'GET',
    path: '/v1/invitation-imports/{id}',
    function: 'admin-api',
    scope: 'invitations:read',
    throttle: reading,
    summary: 'See how far an import is, and what became of each row',
    query: importResultsSchema,
    answers: { 200: importResultsResponse },
    errors: [],
  },
  cancelImport: {
    method: 'POST',
    path: '/v1/invitation-imports/{id}/cancel',
    function: 'admin-api',
    scope: 'invitations:write',
    throttle: writing,
    summary: 'Invite nobody more of an import',
    answers: { 200: importResponse },
    errors: ['temporarily_unavailable'],
  },
  ...customerRoutes,
  ...selfRoutes,
  ...contactRoutes,
  ...settingsRoutes,
  ...webhookRoutes,
  lookUpInvitation: {
    method: 'POST',
    path: '/v1/sign-up/lookup',
    function: 'sign-up-api',
    scope: 'public',
    throttle: open,
    summary: 'Read what an invitation link offers; changes nothing',
    body: tokenSchema,
    answers: { 200: offerResponse },
    errors: [
      'not_found',
      'feature_not_available',
      'invitation_expired',
      'invitation_revoked',
      'invitation_accepted',
      'invitation_declined',
    ],
  },
  acceptInvitation: {
    method: 'POST',
    path: '/v1/sign-up/accept',
    function: 'sign-up-api',
    scope: 'public',
    throttle: open,
    summary: 'Sign up with an invitation link',
    body: acceptSchema,
    answers: { 200: acceptanceResponse, 201: acceptanceResponse },
    errors: [
      'not_found',
      'feature_not_available',
      'invitation_expired',
      'invitation_revoked',
      'invitation_accepted',
      'invitation_declined',
      'password_policy',
      'grant_not_allowed',
      'email_mismatch',
      'user_already_exists',
      'acceptance_in_progress',
      'temporarily_unavailable',
    ],
    idempotent: true,
  },
  requestCode: {
    method: 'POST',
    path: '/v1/sign-up/code',
    function: 'sign-up-api',
    scope: 'public',
    throttle: open,
    summary: 'Have a code mailed that proves the address of the account',
    body: codeSchema,
    answers: { 202: null },
    errors: [
      'not_found',
      'feature_not_available',
      'invitation_expired',
      'invitation_revoked',
      'invitation_accepted',
      'invitation_declined',
      'email_mismatch',
      'rate_limited',
      'temporarily_unavailable',
    ],
  },
  requestNewLink: {
    method: 'POST',
    path: '/v1/sign-up/request-new',
    function: 'sign-up-api',
    scope: 'public',
    throttle: open,
    summary: 'Ask for a new link where the old one has expired',
    body: tokenSchema,
    answers: { 202: null },
    errors: ['temporarily_unavailable'],
  },
  declineInvitation: {
    method: 'POST',
    path: '/v1/sign-up/decline',
    function: 'sign-up-api',
    scope: 'public',
    throttle: open,
    summary: 'Say no to an invitation',
    body: tokenSchema,
    answers: { 204: null },
    errors: [
      'not_found',
      'invitation_expired',
      'invitation_revoked',
      'invitation_accepted',
      'acceptance_in_progress',
      'temporarily_unavailable',
    ],
  },
  visitProvider: {
    method: 'POST',
    path: '/v1/sign-up/provider',
    function: 'sign-up-api',
    scope: 'public',
    throttle: open,
    summary: 'Leave for an identity provider, to sign up by signing in there',
    body: visitSchema,
    answers: { 200: visitResponse },
    errors: [
      'not_found',
      'feature_not_available',
      'invitation_expired',
      'invitation_revoked',
      'invitation_accepted',
      'invitation_declined',
      'grant_not_allowed',
      'user_already_exists',
      'acceptance_in_progress',
      'temporarily_unavailable',
    ],
  },
} as const satisfies Record<string, Route>;

export type OperationId = keyof typeof ROUTES;

/** What the gateway calls a route, in its configuration and in each request's `routeKey`. */
export function routeKey(route: Route): string {
  return `${route.method} ${route.path}`;
}
