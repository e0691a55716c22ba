import { mayChange, maySee, type Route } from '../http/route.ts';
import {
  copyCustomerSchema,
  createCustomerSchema,
  exportCustomersSchema,
  listCustomersSchema,
  updateCustomerSchema,
} from './requests.ts';
import {
  customerCopyResponse,
  customerDetailResponse,
  customerFileResponse,
  customerPageResponse,
  customerResponse,
} from './responses.ts';

const toSee = maySee('customers:read');
const toChange = mayChange('customers:write');

/** What can go wrong where a customer is made, and its first contact invited in the same step. */
const making = [
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

/** The companies that a tenant has to do with. */
export const customerRoutes = {
  createCustomer: {
    method: 'POST',
    path: '/v1/customers',
    ...toChange,
    mayNeed: ['invitations:write', 'customers:plan'],
    summary: 'Create a customer',
    body: createCustomerSchema,
    answers: { 201: customerResponse },
    errors: making,
    idempotent: true,
  },
  listCustomers: {
    method: 'GET',
    path: '/v1/customers',
    ...toSee,
    summary: 'List customers',
    query: listCustomersSchema,
    answers: { 200: customerPageResponse },
    errors: ['temporarily_unavailable'],
  },
  exportCustomers: {
    method: 'GET',
    path: '/v1/customers/export',
    ...toSee,
    summary: 'Export customers',
    query: exportCustomersSchema,
    answers: { 200: customerFileResponse },
    writes: 'text/csv',
    errors: ['temporarily_unavailable'],
  },
  getCustomer: {
    method: 'GET',
    path: '/v1/customers/{id}',
    ...toSee,
    summary: 'Get a customer',
    answers: { 200: customerResponse },
    errors: [],
  },
  updateCustomer: {
    method: 'PATCH',
    path: '/v1/customers/{id}',
    ...toChange,
    mayNeed: ['customers:plan'],
    summary: 'Update a customer',
    body: updateCustomerSchema,
    answers: { 200: customerDetailResponse },
    errors: ['customer_exists', 'version_mismatch', 'temporarily_unavailable'],
  },
  copyCustomer: {
    method: 'POST',
    path: '/v1/customers/{id}/copy',
    ...toChange,
    mayNeed: ['invitations:write', 'customers:plan'],
    summary: 'Copy a customer',
    body: copyCustomerSchema,
    answers: { 201: customerCopyResponse },
    makes: '/v1/customers',
    errors: making,
    idempotent: true,
  },
  activateCustomer: {
    method: 'POST',
    path: '/v1/customers/{id}/activate',
    ...toChange,
    summary: 'Activate a customer',
    answers: { 200: customerDetailResponse },
    errors: ['customer_needs_user', 'temporarily_unavailable'],
  },
  suspendCustomer: {
    method: 'POST',
    path: '/v1/customers/{id}/suspend',
    ...toChange,
    summary: 'Suspend a customer',
    answers: { 200: customerDetailResponse },
    errors: ['temporarily_unavailable'],
  },
} as const satisfies Record<string, Route>;
