import fc from 'fast-check';
import { beforeAll, describe, expect, test } from 'vitest';

import { comparable } from '../../lambdas/modules/platform/text.ts';
import { anyText } from '../support/engine/any-text.ts';
import { awaitMail, linkIn, newAddress, request, until } from '../support/foyer/foyer-client.ts';
import { type Administrator, completed, upload } from '../support/foyer/import-client.ts';
import { accept, profile, signUp } from '../support/foyer/life-of-an-invitation.ts';
import { newTenant } from '../support/foyer/own-tenant.ts';

let admin: Administrator;

beforeAll(async () => {
  admin = await (await newTenant('Pasting')).administrator();
});

/** Text copied from an email program, a chat, or a spreadsheet. */
const PASTED = {
  email: (address: string) => `"Lovelace, Ada" <\u200b${address}\u2060>;`,
  firstName: '\u202aAda\u202c\t',
  lastName: 'Love\u00adlace\n',
  company: '\ufeffBücher\u200b & Söhne\r\n',
  phone: '\u202a(+49)\u00a030\u20111234567\u202c',
  message: 'Welcome!\u000bSee you\u200b soon.',
};
const SEEN = {
  firstName: 'Ada',
  lastName: 'Lovelace',
  company: 'Bücher & Söhne',
  phone: '(+49) 30-1234567',
  message: 'Welcome!\nSee you soon.',
};

describe('pasted text is stored, emailed, and displayed as people see it', () => {
  test('in an invitation, its email, and the page behind its link', async () => {
    const address = newAddress();
    const { firstName, lastName, company, phone, message } = PASTED;
    const created = await admin.post('/v1/invitations', {
      ...{ email: PASTED.email(address), company, phone, message },
      ...{ profile: { firstName, lastName, phone }, locale: 'de_AT' },
    });
    expect(created.status, created.text).toBe(201);
    expect(created.body).toMatchObject({
      ...{ email: address, company: SEEN.company, phone: SEEN.phone, message: SEEN.message },
      ...{ locale: 'de-AT', profile: { firstName: 'Ada', lastName: 'Lovelace' } },
    });
    const mail = await awaitMail(address);
    expect(mail.text).toContain('> Welcome!\n> See you soon.');
    expect(mail.text).toContain('Ada');
    const { token } = linkIn(mail);
    const offer = await signUp('lookup', { token: `${token}%20).` });
    expect(offer.status, offer.text).toBe(200);
    expect(JSON.parse(offer.text)).toMatchObject({ email: address, company: SEEN.company });
  });

  test('in the sign-up form, and for the contacts of a customer', async () => {
    const address = newAddress();
    const [unique = ''] = address.split('@');
    await admin.post('/v1/invitations', { email: address });
    const { token } = linkIn(await awaitMail(address));
    const joined = await accept(token, {
      profile: { ...profile, firstName: PASTED.firstName, phone: PASTED.phone },
      company: `${PASTED.company} ${unique}`,
    });
    expect(joined.status, joined.text).toBe(201);
    const customer = await admin.get(`/v1/customers/${joined.body.customerId}`);
    expect(customer.body).toMatchObject({
      name: `${SEEN.company} ${unique}`,
      contacts: [{ firstName: 'Ada', phone: SEEN.phone, email: address }],
    });
  });

  test('in a contact, a customer, and its export', async () => {
    const name = `Paste\u200bd ${newAddress().split('@')[0] ?? ''}`;
    const seen = name.replace('\u200b', '');
    const created = await admin.post('/v1/customers', { name, phone: PASTED.phone });
    expect(created.body).toMatchObject({ name: seen, phone: SEEN.phone });
    const twin = await admin.post('/v1/customers', { name: seen.toUpperCase() });
    expect(twin).toMatchObject({ status: 409, body: { code: 'customer_exists' } });
    const address = newAddress();
    const contact = await admin.post(`/v1/customers/${created.body.id}/contacts`, {
      ...{ email: `mailto:${address}?subject=Hi`, firstName: PASTED.firstName },
    });
    expect(contact.body).toMatchObject({ email: address, firstName: 'Ada' });
    const file = await until('the customer in the export', async () => {
      const { text } = await admin.get('/v1/customers/export');
      return text.includes(seen) ? text : undefined;
    });
    expect(file).not.toContain('\u200b');
  });

  test('in a file, no matter which program wrote it', async () => {
    const [one, two] = [newAddress(), newAddress()];
    const csv = `sep=;\r\n"E-Mail";"kind";"phone";"expiresInDays"\r\n"Ada <${one}>";"Supplier";"'+44 20 7946 0000";"14.0"\r\n"${two};";"CUSTOMER";"０３０ １２３４５６７";"7"\r\n`;
    const job = await completed(admin, (await upload(admin, csv)).body.id);
    expect(job.counts, JSON.stringify(job.data)).toMatchObject({ created: 2 });
    const first = await admin.get(`/v1/invitations/${job.data[0]?.invitationId ?? ''}`);
    expect(first.body).toMatchObject({ email: one, kind: 'supplier', phone: '+44 20 7946 0000' });
  });
});

test.each([
  [{ email: `${'a'.repeat(60)}@${'b'.repeat(60)}.example` }, 'email', '128 characters'],
  [{ email: 'Ada <a@example.com>, b@example.com' }, 'email', 'one email address'],
  [{ company: 'www.evil.example' }, 'company', 'web or email address'],
  [{ profile: { firstName: 'https://evil.example' } }, 'profile.firstName', 'only the name'],
  [{ company: '\u200b\u3164\u2800' }, 'company', 'required'],
  [{ phone: '-----' }, 'phone', '7 to 20 digits'],
  [{ locale: 'de-DE-EURO' }, 'locale', 'language tag'],
])(
  'an invitation with %j gets an error that names the field and what to do',
  async (wrong, path, words) => {
    const answer = await admin.post('/v1/invitations', { email: newAddress(), ...wrong });
    expect(answer.status, answer.text).toBe(400);
    expect(answer.body.errors).toEqual([
      expect.objectContaining({ path, message: expect.stringContaining(words) as string }),
    ]);
  },
);

test('any text in a field causes no internal error, and comes back the way it looks', async () => {
  const texts = fc.sample(
    fc.oneof(anyText(30), fc.string({ unit: 'grapheme', maxLength: 30 }), fc.constant('__proto__')),
    { numRuns: 40, seed: 20 },
  );
  for (const text of texts) {
    const created = await admin.post('/v1/invitations', {
      ...{ email: newAddress(), notify: false, company: text, message: text },
      ...{ profile: { firstName: text, phone: text }, metadata: { [text]: text } },
    });
    expect(created.status, JSON.stringify(text)).toBeLessThan(500);
    const customer = await admin.post('/v1/customers', { name: text, allowDuplicate: true });
    expect(customer.status, JSON.stringify(text)).toBeLessThan(500);
    if (customer.status !== 201) continue;
    const { name } = JSON.parse(customer.text) as { readonly name: string };
    expect(comparable(name)).toBe(comparable(text));
    const again = await admin.get(`/v1/customers/${customer.body.id}`);
    expect(again.body).toMatchObject({ name });
  }
});

test('bytes that are not UTF-8 are rejected, not stored as something else', async () => {
  const body = Buffer.from(JSON.stringify({ email: newAddress(), company: 'Müller' }), 'latin1');
  for (const type of ['application/json', 'application/json; charset=iso-8859-1']) {
    const answer = await request('POST', '/v1/invitations', {
      token: admin.token,
      raw: body as unknown as string,
      headers: { 'content-type': type },
    });
    expect([400, 415], answer.text).toContain(answer.status);
  }
});
