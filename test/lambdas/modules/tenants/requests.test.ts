import { describe, expect, test } from 'vitest';

import { parseRequest } from '../../../../lambdas/modules/http/validation.ts';
import { updateTenantSchema } from '../../../../lambdas/modules/tenants/requests.ts';
import { wrongFields } from '../../../support/modules/settings.ts';

/** Returns the errors of an update with this body. */
async function setup(body: unknown) {
  return wrongFields((async () => parseRequest(updateTenantSchema(), body))());
}

describe('updating a tenant', () => {
  test.each([
    [{ name: null }, 'name', 'name must be text.'],
    [{ name: ' ' }, 'name', 'name is required.'],
    [{ name: 'x'.repeat(161) }, 'name', 'at most 160'],
    [{ name: 'Acme\r\nBcc: all@example.com' }, 'name', 'web or email address'],
    [{ name: '\u200b\u3164' }, 'name', 'required'],
    [{ branding: { senderName: 'acme.example' } }, 'branding.senderName', 'web or email address'],
    [{ name: '<b>Acme</b>' }, 'name', '"<" or ">"'],
    [{ id: 'globex' }, 'id', 'Unknown field'],
    [{ version: 7 }, 'version', 'Unknown field'],
    [{ branding: { logoUrl: 'http://acme.example/logo.png' } }, 'branding.logoUrl', 'https'],
    [{ branding: { logoUrl: 'javascript:alert(1)' } }, 'branding.logoUrl', 'https'],
    [
      { branding: { logoUrl: 'https://user:pw@acme.example/logo.png' } },
      'branding.logoUrl',
      'https',
    ],
    [{ branding: { logoUrl: 'https://acme.example/a b.png' } }, 'branding.logoUrl', 'https'],
    [
      { branding: { logoUrl: `https://acme.example/${'x'.repeat(2048)}` } },
      'branding.logoUrl',
      '2048',
    ],
    [{ branding: { color: 'red' } }, 'branding.color', 'hexadecimal'],
    [{ branding: { colour: '#00aa77' } }, 'branding.colour', 'Unknown field'],
    [
      { branding: { senderName: 'Acme\r\nBcc: all@example.com' } },
      'branding.senderName',
      'web or email address',
    ],
    [{ branding: { senderName: 'Acme <ceo@bank.example>' } }, 'branding.senderName', '"<" or ">"'],
    [{ branding: { senderName: 'x'.repeat(101) } }, 'branding.senderName', 'at most 100'],
    [
      { branding: { replyTo: 'a@acme.example\r\nBcc: b@acme.example' } },
      'branding.replyTo',
      'one email address',
    ],
    [
      { branding: { replyTo: 'a@acme.example, b@acme.example' } },
      'branding.replyTo',
      'one email address',
    ],
    [{ status: 'suspended' }, 'status', 'Unknown field'],
    [{ features: { customerPortal: true } }, 'features', 'Unknown field'],
    [
      { catalog: { services: [{ id: 'Web Shop', name: 'x' }] } },
      'catalog.services.0.id',
      'web-shop',
    ],
    [{ catalog: { services: [{ id: 'a', name: '' }] } }, 'catalog.services.0.name', 'is required'],
    [
      { catalog: { servicePlans: [1, 2].map((n) => ({ id: 'gold', name: `Gold ${n}` })) } },
      'catalog.servicePlans',
      'repeat an ID',
    ],
    [
      { catalog: { servicePlans: [{ id: 'a', name: 'A', enabledByDefault: true }] } },
      'catalog.servicePlans.0.enabledByDefault',
      'Unknown field',
    ],
    [{ catalog: { ranks: ['A', 'A'] } }, 'catalog.ranks', 'duplicates'],
    [{ catalog: { ranks: Array.from({ length: 51 }, String) } }, 'catalog.ranks', 'at most 50'],
    [{ catalog: { prices: [] } }, 'catalog.prices', 'Unknown field'],
    [{ settings: { expiryDays: 0 } }, 'settings.expiryDays', 'at least 1'],
    [{ settings: { expiryDays: 1.5 } }, 'settings.expiryDays', 'whole number'],
    [{ settings: { expiryDays: '7' } }, 'settings.expiryDays', 'must be a number'],
    [{ settings: { retentionDays: 3651 } }, 'settings.retentionDays', 'at most 3650'],
    [{ settings: { allowedGroups: [] } }, 'settings.allowedGroups', 'at least one group'],
    [{ settings: { allowedGroups: ['a', 'a'] } }, 'settings.allowedGroups', 'duplicates'],
    [
      { settings: { redirectUrls: ['https://a.example', 'https://b.example/#x'] } },
      'settings.redirectUrls.1',
      '"#"',
    ],
    [{ settings: { redirectUrls: ['https://*.example'] } }, 'settings.redirectUrls.0', '"*"'],
    [
      { settings: { redirectUrls: ['https://A.example', 'https://a.example/'] } },
      'settings.redirectUrls',
      'duplicates',
    ],
    [
      { settings: { redirectUrls: Array.from({ length: 51 }, (_, n) => `https://a${n}.example`) } },
      'settings.redirectUrls',
      'at most 50',
    ],
    [{ settings: { reminderDaysBefore: [1, 1] } }, 'settings.reminderDaysBefore', 'duplicates'],
    [{ settings: { reminderDaysBefore: [0] } }, 'settings.reminderDaysBefore.0', 'at least 1'],
    [{ settings: { defaultLocale: 'de-12' } }, 'settings.defaultLocale', 'language tag'],
    [{ settings: { defaultLocale: 'de-DE-EURO' } }, 'settings.defaultLocale', 'language tag'],
    [
      { settings: { defaultLocale: 'it' } },
      'settings.defaultLocale',
      'en, de, fr, es, ja. You can add',
    ],
    [{ settings: { allowDifferentEmail: 'no' } }, 'settings.allowDifferentEmail', 'boolean'],
    [{ settings: { limits: { perDay: 1 } } }, 'settings.limits.perDay', 'Unknown field'],
    [
      { settings: { limits: { mailsPerRecipientPerDay: 0 } } },
      'settings.limits.mailsPerRecipientPerDay',
      'at least 1',
    ],
    [
      { settings: { registration: { customer: { required: ['taxId'] } } } },
      'settings.registration.customer.required.0',
      'must be one of',
    ],
    [
      { settings: { registration: { supplier: { required: ['email'] } } } },
      'settings.registration.supplier.required.0',
      'must be one of',
    ],
    // A person has at least one name, the first name.
    [
      { settings: { registration: { customer: { optional: ['firstName'] } } } },
      'settings.registration.customer.optional.0',
      'lastName',
    ],
    [
      { settings: { registration: { supplier: { optional: ['lastName', 'lastName'] } } } },
      'settings.registration.supplier.optional',
      'must not contain duplicates',
    ],
    [{ settings: { expirydays: 7 } }, 'settings.expirydays', 'Unknown field'],
  ])('with %j is rejected with the name of the field', async (body, path, words) => {
    const wrong = await setup(body);
    expect(Object.keys(wrong)).toEqual([path]);
    expect(wrong[path]).toContain(words);
  });

  test('accepts all fields together, and normalizes URLs and numbers of days', () => {
    expect(
      parseRequest(updateTenantSchema(), {
        name: 'Acme',
        branding: { logoUrl: 'https://acme.example/logo.svg?v=1', color: '#0b5fff' },
        settings: {
          redirectUrls: ['HTTPS://München.example:443/a/../b', 'http://localhost:3000'],
          reminderDaysBefore: [1, 7, 3],
          defaultLocale: 'de-AT',
          registration: { supplier: { required: ['taxId', 'phone'] }, customer: null },
          limits: null,
        },
      }).settings,
    ).toEqual({
      redirectUrls: ['https://xn--mnchen-3ya.example/b', 'http://localhost:3000/'],
      reminderDaysBefore: [7, 3, 1],
      defaultLocale: 'de-AT',
      registration: { supplier: { required: ['taxId', 'phone'] }, customer: null },
      limits: null,
    });
  });
});
