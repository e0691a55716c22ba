import { changeMeSchema, changeOwnCustomerSchema } from '../members/requests.ts';
import { meResponse, ownCustomerResponse } from '../members/responses.ts';
import type { Route } from './routes.ts';
import { THROTTLES } from './throttles.ts';

const toSee = {
  function: 'customer-api',
  scope: 'self',
  throttle: THROTTLES.reading,
} as const;

const toChange = {
  function: 'customer-api',
  scope: 'self',
  throttle: THROTTLES.writing,
} as const;

/** The customer's own corner: what people of a customer see and change of themselves and of their company. */
export const selfRoutes = {
  getMe: {
    method: 'GET',
    path: '/v1/me',
    ...toSee,
    summary: 'See who you are',
    answers: { 200: meResponse },
    errors: [],
  },
  changeMe: {
    method: 'PATCH',
    path: '/v1/me',
    ...toChange,
    summary: 'Change what is known about you',
    body: changeMeSchema,
    answers: { 200: meResponse },
    errors: ['version_mismatch', 'temporarily_unavailable'],
  },
  getOwnCustomer: {
    method: 'GET',
    path: '/v1/me/customer',
    ...toSee,
    summary: 'See your company',
    answers: { 200: ownCustomerResponse },
    errors: [],
  },
  changeOwnCustomer: {
    method: 'PATCH',
    path: '/v1/me/customer',
    ...toChange,
    summary: 'Change what your company says about itself, as one of its owners',
    body: changeOwnCustomerSchema,
    answers: { 200: ownCustomerResponse },
    errors: ['version_mismatch', 'temporarily_unavailable'],
  },
} as const satisfies Record<string, Route>;
