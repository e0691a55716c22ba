import { randomUUID } from 'node:crypto';

import { describe, expect, test } from 'vitest';

import { claimsIn } from '../support/foyer/company-login.ts';
import {
  administratorOf,
  type Answer,
  asSomebody,
  awaitMail,
  foyer,
  newAddress,
  until,
} from '../support/foyer/foyer-client.ts';
import {
  accept,
  invited,
  PASSWORD,
  profile,
  signUp,
} from '../support/foyer/life-of-an-invitation.ts';
import { newTenant } from '../support/foyer/own-tenant.ts';
import { signIn, signInAs } from '../support/foyer/sign-in.ts';

/** The parts of a sign-up lookup that these tests check. */
interface Offer {
  readonly kind: string;
  readonly locale: string;
  readonly email: string;
  readonly application?: { readonly name: string };
  readonly profile: Readonly<Record<string, string>>;
  readonly editableFields: readonly string[];
  readonly fields: readonly { readonly name: string; readonly required: boolean }[];
}

async function offerOf(token: string): Promise<Offer> {
  const { status, text } = await signUp('lookup', { token });
  expect(status, text).toBe(200);
  return JSON.parse(text) as Offer;
}

const paths = ({ body }: Answer) => body.errors.map(({ path }) => path);

/** Creates an application in the tenant, with the fields of its protocol. */
async function applicationWith(fields: object) {
  const admin = await administratorOf();
  const name = `Portal ${randomUUID().slice(0, 8)}`;
  const made = await admin.post('/v1/applications', {
    name,
    redirectUrl: `${foyer().siteUrl}/sign-in`,
    ...fields,
  });
  expect(made.status, made.text).toBe(201);
  return { admin, name, id: made.body.id };
}

describe('the kind of an invitation', () => {
  test('decides which registration form the invitee gets', async () => {
    const customer = await invited();
    const supplier = await invited({ kind: 'supplier', company: undefined });
    const forms = [await offerOf(customer.token), await offerOf(supplier.token)];
    expect(forms.map(({ kind }) => kind)).toEqual(['customer', 'supplier']);
    const [ofCustomer, ofSupplier] = forms.map(({ fields }) => fields);
    expect(ofCustomer?.map(({ name }) => name)).not.toContain('taxId');
    expect(ofCustomer).toContainEqual({ name: 'company', required: false });
    expect(ofSupplier).toContainEqual({ name: 'taxId', required: false });
    expect(ofSupplier).toContainEqual({ name: 'company', required: true });
    expect(customer.mail.text).toContain('customer account');
    expect(supplier.mail.text).toContain('supplier account');

    const withTaxId = { profile: { ...profile, taxId: 'DE 123456789' } };
    const without = await accept(supplier.token, withTaxId);
    expect([without.status, paths(without)]).toEqual([400, ['company']]);
    const registered = await accept(supplier.token, { ...withTaxId, company: 'Navy Yard' });
    expect(registered.status, registered.text).toBe(201);
    const account = await supplier.admin.get(`/v1/customers/${registered.body.customerId}`);
    expect(account.body).toMatchObject({ kind: 'supplier', taxId: 'DE 123456789' });
    expect((await accept(customer.token)).status).toBe(201);
  });
});

describe('a person with one name', () => {
  test('signs up if the tenant allows it, and has that name everywhere', async () => {
    const registration = { customer: { optional: ['lastName'] } };
    const one = { profile: { firstName: 'Sukarno' } };
    const elsewhere = await invited({ company: undefined });
    const refused = await accept(elsewhere.token, one);
    expect([refused.status, paths(refused)]).toEqual([400, ['profile.lastName']]);

    // Functions cache a tenant for 30 seconds. No function has cached this one yet.
    const admin = await (await newTenant('Wayne')).administrator();
    const set = (settings: object) => admin.patch('/v1/tenant', { settings });
    expect((await set({ registration })).status).toBe(200);
    const before = await invited({ company: undefined }, admin);
    const { fields } = await offerOf(before.token);
    expect(fields).toContainEqual({ name: 'lastName', required: false });
    const accepted = await accept(before.token, one);
    expect(accepted.status, accepted.text).toBe(201);
    const { body: customer } = await before.admin.get(`/v1/customers/${accepted.body.customerId}`);
    expect(customer).toMatchObject({ name: 'Sukarno', contacts: [{ firstName: 'Sukarno' }] });
    const { accessToken, idToken } = await signIn(before.email, PASSWORD);
    expect(claimsIn(accessToken)['name']).toBe('Sukarno');
    expect(claimsIn(idToken)).toMatchObject({ given_name: 'Sukarno' });
    expect(claimsIn(idToken)).not.toHaveProperty('family_name');

    const me = asSomebody(accessToken);
    expect((await me.patch('/v1/me', { lastName: 'Kusno' })).body).toMatchObject({
      lastName: 'Kusno',
    });
    const alone = await me.patch('/v1/me', { lastName: null });
    expect(alone.status, alone.text).toBe(200);
    const colleague = newAddress();
    await me.post('/v1/me/customer/invitations', { email: colleague });
    expect((await awaitMail(colleague)).text).toContain('Sukarno');
    await set({ registration: null });
    const kept = await until('both names to be asked for again', async () => {
      expect((await me.patch('/v1/me', { lastName: 'Kusno' })).status).toBe(200);
      const answer = await me.patch('/v1/me', { lastName: null });
      return answer.status === 400 ? answer : undefined;
    });
    expect(paths(kept)).toEqual(['lastName']);
  });
});

describe('the application of an invitation', () => {
  test('must use OpenID Connect or OAuth 2.0', async () => {
    const signIn = { clientId: foyer().webClientId };
    for (const protocol of ['oidc', 'oauth2']) {
      const application = await applicationWith({ protocol, ...signIn });
      const { token } = await invited({ applicationId: application.id });
      expect(await offerOf(token)).toMatchObject({ application: { name: application.name } });
      expect((await accept(token)).body).toMatchObject({ signInUrl: `${foyer().siteUrl}/sign-in` });
    }
    for (const protocol of ['saml', 'bookmark']) {
      const { admin, id } = await applicationWith({ protocol });
      const refused = await admin.post('/v1/invitations', {
        email: newAddress(),
        applicationId: id,
      });
      expect([refused.status, paths(refused)]).toEqual([400, ['applicationId']]);
      expect(refused.text).toContain(`a ${protocol} application`);
    }
  });
});

describe('the groups of an invitation', () => {
  test('and those of its application are the only groups of the account', async () => {
    const { id } = await applicationWith({
      protocol: 'oidc',
      clientId: foyer().webClientId,
      groups: ['partners'],
    });
    const { token, email } = await invited({ applicationId: id, groups: ['customers'] });
    expect((await accept(token)).status).toBe(201);
    const claims = await signInAs(email, PASSWORD);
    expect([...(claims['cognito:groups'] as string[])].sort()).toEqual(['customers', 'partners']);

    const plain = await invited({ groups: ['partners'] });
    expect((await accept(plain.token)).status).toBe(201);
    expect(await signInAs(plain.email, PASSWORD)).toMatchObject({ 'cognito:groups': ['partners'] });
  });
});

describe('a prefilled profile', () => {
  test('is checked and completed by the invitee, in the fields that they can edit', async () => {
    const { token, admin, email } = await invited({
      profile: { firstName: 'Grace', lastName: 'Murray', jobTitle: 'Admiral' },
      editableFields: ['lastName', 'phone'],
    });
    const offer = await offerOf(token);
    expect(offer.profile).toEqual({ firstName: 'Grace', lastName: 'Murray', jobTitle: 'Admiral' });
    expect(offer.editableFields).toEqual(['lastName', 'phone']);

    const meddled = await accept(token, {
      profile: { firstName: 'Mallory', lastName: 'Hopper', jobTitle: 'Owner' },
      company: 'Pirates',
    });
    expect(meddled.status).toBe(400);
    expect(paths(meddled).sort()).toEqual(['company', 'profile.firstName', 'profile.jobTitle']);

    const completed = await accept(token, {
      profile: { lastName: 'Hopper', phone: '+1 202 555 0100' },
    });
    expect(completed.status, completed.text).toBe(201);
    const customer = await admin.get(`/v1/customers/${completed.body.customerId}`);
    expect(customer.body).toMatchObject({
      name: 'Navy',
      contacts: [{ email, firstName: 'Grace', lastName: 'Hopper', jobTitle: 'Admiral' }],
    });
  });
});

describe('the language of the email and the page', () => {
  test.each([
    ['en-GB', 'invited you to Acme', /Valid until: .*\b20\d\d at /],
    ['de-AT', 'lädt Sie zu Acme ein', /Gültig bis: \w+tag, \d/],
    ['fr', 'vous invite à rejoindre Acme', /Valable jusqu’au\u00a0: \w+di|dimanche/],
    ['es-MX', 'le invita a Acme', /Válida hasta: \S+, \d+ de \w+ de 20/],
    ['ja', 'Acme への招待', /有効期限：20\d\d年/],
  ])(
    'is %s, including dates, also after the invitation has ended',
    async (locale, subject, expiry) => {
      const { mail, token, admin, id } = await invited({ locale });
      expect(mail.subject).toContain(subject);
      expect(mail.text).toMatch(expiry);
      expect(await offerOf(token)).toMatchObject({ locale });
      await admin.post(`/v1/invitations/${id}/revoke`);
      const ended = { code: 'invitation_revoked', locale, tenant: { name: 'Acme' } };
      expect((await signUp('lookup', { token })).body).toMatchObject(ended);
      expect((await accept(token)).body).toMatchObject({ code: 'invitation_revoked', locale });
      const forged = await signUp('lookup', { token: `${token.slice(0, -4)}AAAA` });
      expect(Object.keys(forged.body)).not.toContain('locale');
    },
  );

  test('is English if Foyer does not support the invitee’s language', async () => {
    const { mail, token } = await invited({ locale: 'nl-BE' });
    expect(mail.subject).toContain('invited you to Acme');
    expect(await offerOf(token)).toMatchObject({ locale: 'nl-BE' });
  });
});
