import { mayChange, maySee, type Route } from '../http/route.ts';
import {
  copyCustomerSchema,
  createCustomerSchema,
  exportCustomersSchema,
  listCustomersSchema,
  updateCustomerSchema,
} from './requests.ts';

const toSee = maySee('customers:read');
const toChange = mayChange('customers:write');

/** The errors of routes that create a customer and invite its first contact in the same step. */
const CREATION_ERRORS = [
  'grant_not_allowed',
  'feature_not_available',
  'customer_exists',
  'already_invited',
  'user_already_exists',
  'acceptance_in_progress',
  'email_required',
  'email_suppressed',
  'rate_limited',
  'pending_limit_reached',
  'idempotency_key_reused',
  'idempotency_key_in_use',
  'temporarily_unavailable',
] as const;

export const customerRoutes = {
  createCustomer: {
    method: 'POST',
    path: '/v1/customers',
    ...toChange,
    mayNeed: ['invitations:write', 'customers:plan'],
    body: createCustomerSchema,
    errors: CREATION_ERRORS,
    idempotent: true,
  },
  listCustomers: {
    method: 'GET',
    path: '/v1/customers',
    ...toSee,
    query: listCustomersSchema,
    errors: ['temporarily_unavailable'],
  },
  exportCustomers: {
    method: 'GET',
    path: '/v1/customers/export',
    ...toSee,
    query: exportCustomersSchema,
    writes: 'text/csv',
    errors: ['temporarily_unavailable'],
  },
  getCustomer: {
    method: 'GET',
    path: '/v1/customers/{id}',
    ...toSee,
    errors: [],
  },
  updateCustomer: {
    method: 'PATCH',
    path: '/v1/customers/{id}',
    ...toChange,
    mayNeed: ['customers:plan'],
    body: updateCustomerSchema,
    errors: ['customer_exists', 'version_mismatch', 'temporarily_unavailable'],
  },
  copyCustomer: {
    method: 'POST',
    path: '/v1/customers/{id}/copy',
    ...toChange,
    mayNeed: ['invitations:write', 'customers:plan'],
    body: copyCustomerSchema,
    errors: CREATION_ERRORS,
    idempotent: true,
  },
  activateCustomer: {
    method: 'POST',
    path: '/v1/customers/{id}/activate',
    ...toChange,
    errors: ['customer_needs_user', 'temporarily_unavailable'],
  },
  suspendCustomer: {
    method: 'POST',
    path: '/v1/customers/{id}/suspend',
    ...toChange,
    errors: ['temporarily_unavailable'],
  },
} as const satisfies Record<string, Route>;
