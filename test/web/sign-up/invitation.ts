import { PASSWORD_RULES } from '../../../lambdas/modules/platform/sign-up-form.ts';
import type { Invitation } from '../../../web/sign-up/sign-up-api.ts';

/** Returns the response of a sign-up lookup. */
export function offered(changes: Partial<Invitation> = {}): Invitation {
  return {
    tenant: { name: 'Acme', branding: {} },
    kind: 'customer',
    email: 'anna@northwind.example',
    company: 'Northwind',
    profile: { firstName: 'Anna', lastName: 'Keller' },
    editableFields: ['firstName', 'lastName', 'jobTitle', 'phone', 'company', 'taxId'],
    passwordRules: PASSWORD_RULES,
    expiresAt: '2026-11-28T13:00:00.000Z',
    allowDifferentEmail: false,
    verification: 'none',
    providers: [],
    ...changes,
  };
}
