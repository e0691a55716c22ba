import { mayChange, maySee, type Route, THROTTLES } from '../http/route.ts';
import {
  completeSetupSchema,
  createAdministratorSchema,
  setupTokenSchema,
  updateAdministratorSchema,
} from './requests.ts';
import {
  administratorPageResponse,
  administratorRemovalResponse,
  administratorResponse,
  administratorSetupResponse,
  setupAcceptedResponse,
} from './responses.ts';

const toSee = maySee('administrators:read');
const toChange = mayChange('administrators:write', THROTTLES.settings);

/** A tenant's own people: for the full role only, and never for a program. */
export const administratorRoutes = {
  listAdministrators: {
    method: 'GET',
    path: '/v1/administrators',
    ...toSee,
    summary: 'List administrators',
    answers: { 200: administratorPageResponse },
    errors: [],
  },
  createAdministrator: {
    method: 'POST',
    path: '/v1/administrators',
    ...toChange,
    summary: 'Create an administrator',
    body: createAdministratorSchema,
    answers: { 201: administratorResponse },
    errors: [
      'user_already_exists',
      'administrator_limit_reached',
      'email_suppressed',
      'idempotency_key_in_use',
      'idempotency_key_reused',
      'rate_limited',
      'temporarily_unavailable',
    ],
    idempotent: true,
  },
  getAdministrator: {
    method: 'GET',
    path: '/v1/administrators/{id}',
    ...toSee,
    summary: 'Get an administrator',
    answers: { 200: administratorResponse },
    errors: [],
  },
  updateAdministrator: {
    method: 'PATCH',
    path: '/v1/administrators/{id}',
    ...toChange,
    summary: 'Update an administrator',
    body: updateAdministratorSchema,
    answers: { 200: administratorResponse },
    errors: ['last_administrator', 'version_mismatch', 'temporarily_unavailable'],
  },
  resendAdministratorSetup: {
    method: 'POST',
    path: '/v1/administrators/{id}/resend',
    ...toChange,
    summary: 'Resend an administrator’s setup email',
    answers: { 200: administratorResponse },
    errors: ['administrator_active', 'email_suppressed', 'rate_limited', 'temporarily_unavailable'],
  },
  deleteAdministrator: {
    method: 'DELETE',
    path: '/v1/administrators/{id}',
    ...toChange,
    summary: 'Delete an administrator',
    answers: { 200: administratorRemovalResponse },
    errors: ['last_administrator', 'version_mismatch', 'temporarily_unavailable'],
  },
} as const satisfies Record<string, Route>;

const toAnybody = {
  function: 'sign-up-api',
  scope: 'public',
  throttle: THROTTLES.open,
} as const;

const DEAD_SETUP_LINK = [
  'not_found',
  'feature_not_available',
  'invitation_expired',
  'invitation_accepted',
] as const;

/** Operations for the holder of a setup link. */
export const administratorSetupRoutes = {
  getAdministratorSetupByToken: {
    method: 'POST',
    path: '/v1/administrator-setup/lookup',
    ...toAnybody,
    summary: 'Get an administrator’s setup by its token',
    body: setupTokenSchema,
    answers: { 200: administratorSetupResponse },
    errors: [...DEAD_SETUP_LINK],
  },
  completeAdministratorSetup: {
    method: 'POST',
    path: '/v1/administrator-setup/complete',
    ...toAnybody,
    summary: 'Complete an administrator’s setup',
    body: completeSetupSchema,
    answers: { 200: setupAcceptedResponse, 201: setupAcceptedResponse },
    errors: [
      ...DEAD_SETUP_LINK,
      'password_policy',
      'user_already_exists',
      'acceptance_in_progress',
      'temporarily_unavailable',
    ],
    idempotent: true,
  },
} as const satisfies Record<string, Route>;
