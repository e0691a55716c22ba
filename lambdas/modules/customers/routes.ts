import { canRead, canWrite, type Route } from '../http/route.ts';
import {
  copyCustomerSchema,
  createCustomerSchema,
  exportCustomersSchema,
  listCustomersSchema,
  updateCustomerSchema,
} from './requests.ts';

const read = canRead('customers:read');
const write = canWrite('customers:write');

/** The errors of routes that create a customer and invite its first contact in one step. */
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
    ...write,
    mayNeed: ['invitations:write', 'customers:plan'],
    body: createCustomerSchema,
    errors: CREATION_ERRORS,
    idempotent: true,
  },
  listCustomers: {
    method: 'GET',
    path: '/v1/customers',
    ...read,
    query: listCustomersSchema,
    errors: ['temporarily_unavailable'],
  },
  exportCustomers: {
    method: 'GET',
    path: '/v1/customers/export',
    ...read,
    query: exportCustomersSchema,
    writes: 'text/csv',
    errors: ['temporarily_unavailable'],
  },
  getCustomer: {
    method: 'GET',
    path: '/v1/customers/{id}',
    ...read,
    errors: [],
  },
  updateCustomer: {
    method: 'PATCH',
    path: '/v1/customers/{id}',
    ...write,
    mayNeed: ['customers:plan'],
    body: updateCustomerSchema,
    errors: ['customer_exists', 'version_mismatch', 'temporarily_unavailable'],
  },
  copyCustomer: {
    method: 'POST',
    path: '/v1/customers/{id}/copy',
    ...write,
    mayNeed: ['invitations:write', 'customers:plan'],
    body: copyCustomerSchema,
    errors: CREATION_ERRORS,
    idempotent: true,
  },
  activateCustomer: {
    method: 'POST',
    path: '/v1/customers/{id}/activate',
    ...write,
    errors: ['customer_needs_user', 'temporarily_unavailable'],
  },
  suspendCustomer: {
    method: 'POST',
    path: '/v1/customers/{id}/suspend',
    ...write,
    errors: ['temporarily_unavailable'],
  },
} as const satisfies Record<string, Route>;
