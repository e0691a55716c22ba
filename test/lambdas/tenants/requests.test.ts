import { describe, expect, test } from 'vitest';
import { parseRequest } from '../../../lambdas/shared/validation.ts';
import { changeTenantSchema } from '../../../lambdas/tenants/requests.ts';
import { wrongFields } from '../../support/settings.ts';

/** What is wrong with the body of a change. */
async function setup(body: unknown) {
  return wrongFields((async () => parseRequest(changeTenantSchema, body))());
}

describe('a change of a tenant', () => {
  test.each([
    [{ name: null }, 'name', 'name must be text.'],
    [{ name: ' ' }, 'name', 'name is required.'],
    [{ name: 'x'.repeat(161) }, 'name', 'at most 160'],
    [{ name: 'Acme\r\nBcc: all@example.com' }, 'name', 'web or email address'],
    [{ name: '\u200b\u3164' }, 'name', 'required'],
    [{ look: { senderName: 'acme.example' } }, 'look.senderName', 'web or email address'],
    [{ name: '<b>Acme</b>' }, 'name', '"<" or ">"'],
    [{ id: 'globex' }, 'id', 'Unknown field'],
    [{ version: 7 }, 'version', 'Unknown field'],
    [{ look: { logoUrl: 'http://acme.example/logo.png' } }, 'look.logoUrl', 'https'],
    [{ look: { logoUrl: 'javascript:alert(1)' } }, 'look.logoUrl', 'https'],
    [{ look: { logoUrl: 'https://user:pw@acme.example/logo.png' } }, 'look.logoUrl', 'https'],
    [{ look: { logoUrl: 'https://acme.example/a b.png' } }, 'look.logoUrl', 'https'],
    [{ look: { logoUrl: `https://acme.example/${'x'.repeat(2048)}` } }, 'look.logoUrl', '2048'],
    [{ look: { colour: 'red' } }, 'look.colour', 'hexadecimal'],
    [{ look: { color: '#00aa77' } }, 'look.color', 'Unknown field'],
    [
      { look: { senderName: 'Acme\r\nBcc: all@example.com' } },
      'look.senderName',
      'web or email address',
    ],
    [{ look: { senderName: 'Acme <ceo@bank.example>' } }, 'look.senderName', '"<" or ">"'],
    [{ look: { senderName: 'x'.repeat(101) } }, 'look.senderName', 'at most 100'],
    [
      { look: { replyTo: 'a@acme.example\r\nBcc: b@acme.example' } },
      'look.replyTo',
      'one email address',
    ],
    [{ look: { replyTo: 'a@acme.example, b@acme.example' } }, 'look.replyTo', 'one email address'],
    [{ status: 'suspended' }, 'status', 'Unknown field'],
    [{ features: { customerPortal: true } }, 'features', 'Unknown field'],
    [{ offer: { services: [{ id: 'Web Shop', name: 'x' }] } }, 'offer.services.0.id', 'web-shop'],
    [{ offer: { services: [{ id: 'a', name: '' }] } }, 'offer.services.0.name', 'is required'],
    [
      { offer: { servicePlans: [1, 2].map((n) => ({ id: 'gold', name: `Gold ${n}` })) } },
      'offer.servicePlans',
      'repeat an id',
    ],
    [
      { offer: { servicePlans: [{ id: 'a', name: 'A', byDefault: true }] } },
      'offer.servicePlans.0.byDefault',
      'Unknown field',
    ],
    [{ offer: { ranks: ['A', 'A'] } }, 'offer.ranks', 'repeat'],
    [{ offer: { ranks: Array.from({ length: 51 }, String) } }, 'offer.ranks', 'at most 50'],
    [{ offer: { prices: [] } }, 'offer.prices', 'Unknown field'],
    [{ settings: { expiryDays: 0 } }, 'settings.expiryDays', 'at least 1'],
    [{ settings: { expiryDays: 1.5 } }, 'settings.expiryDays', 'whole number'],
    [{ settings: { expiryDays: '7' } }, 'settings.expiryDays', 'must be a number'],
    [{ settings: { retentionDays: 3651 } }, 'settings.retentionDays', 'at most 3650'],
    [{ settings: { allowedGroups: [] } }, 'settings.allowedGroups', 'at least one group'],
    [{ settings: { allowedGroups: ['a', 'a'] } }, 'settings.allowedGroups', 'repeat'],
    [
      { settings: { redirectUrls: ['https://a.example', 'https://b.example/#x'] } },
      'settings.redirectUrls.1',
      '"#"',
    ],
    [{ settings: { redirectUrls: ['https://*.example'] } }, 'settings.redirectUrls.0', '"*"'],
    [
      { settings: { redirectUrls: ['https://A.example', 'https://a.example/'] } },
      'settings.redirectUrls',
      'repeat',
    ],
    [
      { settings: { redirectUrls: Array.from({ length: 51 }, (_, n) => `https://a${n}.example`) } },
      'settings.redirectUrls',
      'at most 50',
    ],
    [{ settings: { reminderDaysBefore: [1, 1] } }, 'settings.reminderDaysBefore', 'repeat'],
    [{ settings: { reminderDaysBefore: [0] } }, 'settings.reminderDaysBefore.0', 'at least 1'],
    [{ settings: { defaultLocale: 'de-12' } }, 'settings.defaultLocale', 'language tag'],
    [{ settings: { defaultLocale: 'de-DE-EURO' } }, 'settings.defaultLocale', 'language tag'],
    [{ settings: { defaultLocale: 'it' } }, 'settings.defaultLocale', 'speaks en, de, fr, es, ja'],
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
    // A person has one name at least, and it is the first.
    [
      { settings: { registration: { customer: { optional: ['firstName'] } } } },
      'settings.registration.customer.optional.0',
      'lastName',
    ],
    [
      { settings: { registration: { supplier: { optional: ['lastName', 'lastName'] } } } },
      'settings.registration.supplier.optional',
      'must not repeat',
    ],
    [{ settings: { expirydays: 7 } }, 'settings.expirydays', 'Unknown field'],
  ])('%j is refused by the name of the field', async (body, path, words) => {
    const wrong = await setup(body);
    expect(Object.keys(wrong)).toEqual([path]);
    expect(wrong[path]).toContain(words);
  });

  test('takes everything together, and writes URLs and days in one way', () => {
    expect(
      parseRequest(changeTenantSchema, {
        name: 'Acme',
        look: { logoUrl: 'https://acme.example/logo.svg?v=1', colour: '#0b5fff' },
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
