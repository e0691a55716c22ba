import { describe, expect, test } from 'vitest';

import {
  administratorOf,
  type AnswerBody,
  awaitDelivery,
  awaitMail,
  linkIn,
  mailsTo,
  newAddress,
  request,
  until,
} from '../support/foyer/foyer-client.ts';
import { newTenant } from '../support/foyer/own-tenant.ts';
import { signIn, signInAs } from '../support/foyer/sign-in.ts';

const PASSWORD = 'Correct-horse-battery-9';

/** Invites somebody and waits for the email. */
async function invited(fields: Record<string, unknown> = {}) {
  const admin = await administratorOf();
  const email = newAddress();
  const created = await admin.post('/v1/invitations', { email, company: 'Navy', ...fields });
  expect(created.status).toBe(201);
  const { token, link } = linkIn(await awaitMail(email));
  return { admin, email, id: created.body.id, created, token, link };
}

function accept(token: string, fields: Record<string, unknown> = {}, key?: string) {
  return request('POST', '/v1/sign-up/accept', {
    headers: key === undefined ? {} : { 'idempotency-key': key },
    body: {
      token,
      password: PASSWORD,
      profile: { firstName: 'Grace', lastName: 'Hopper' },
      ...fields,
    },
  });
}

function ids({ data }: AnswerBody): string[] {
  return data.map(({ id }) => id);
}

describe('the whole path', () => {
  test('from the invitation and its email to the new account, the customer list, and the first sign-in', async () => {
    const { admin, email, id, created, token } = await invited({ profile: { firstName: 'Grace' } });
    expect(created.headers.get('location')).toBe(`/v1/invitations/${id}`);
    expect(created.body).toMatchObject({
      email,
      status: 'pending',
      delivery: { status: 'queued', sends: 1 },
    });

    await awaitDelivery(admin, id, 'delivered');
    const offer = await request('POST', '/v1/sign-up/lookup', { body: { token } });
    expect(offer.status).toBe(200);
    expect(offer.body).toMatchObject({ email, company: 'Navy', profile: { firstName: 'Grace' } });

    const accepted = await accept(token);
    expect(accepted.status).toBe(201);
    expect(accepted.body).toMatchObject({ email });

    // Other tests add customers to the same list meanwhile.
    const customers = await admin.get('/v1/customers?limit=20');
    const listed = customers.body.data.find((one) => one.id === accepted.body.customerId);
    expect(listed).toMatchObject({ name: 'Navy', status: 'active' });
    const customer = await admin.get(`/v1/customers/${accepted.body.customerId}`);
    expect(customer.body.contacts).toMatchObject([
      { email, firstName: 'Grace', lastName: 'Hopper', role: 'owner' },
    ]);

    const invitation = await admin.get(`/v1/invitations/${id}`);
    expect(invitation.body).toMatchObject({
      status: 'accepted',
      delivery: { status: 'delivered' },
      customer: { id: accepted.body.customerId, name: 'Navy' },
    });
    expect(invitation.body.timeline.map((entry) => entry.type)).toEqual([
      'created',
      'sent',
      'delivered',
      'accepted',
    ]);

    const claims = await signInAs(email, PASSWORD);
    expect(claims).toMatchObject({ token_use: 'access', 'cognito:groups': ['customers'] });
    expect(String(claims['scope'])).toContain('foyer/self');
  });

  test('does not give the customer’s token access to administrators’ routes', async () => {
    const { email, token } = await invited();
    await accept(token);
    const theirs = await signIn(email, PASSWORD);
    for (const [method, path] of [
      ['GET', '/v1/invitations'],
      ['POST', '/v1/invitations'],
      ['GET', '/v1/customers'],
    ] as const) {
      expect((await request(method, path, { token: theirs.accessToken })).status).toBe(403);
      expect(
        (await request(method, path, { token: theirs.idToken })).status,
      ).toBeGreaterThanOrEqual(401);
      expect((await request(method, path)).status).toBe(401);
    }
  });
});

describe('invalid input', () => {
  const bad: [string, Record<string, unknown>, string, string][] = [
    ['no address', {}, 'email', 'invalid_request'],
    ['an address without a domain', { email: 'grace' }, 'email', 'invalid_request'],
    ['a number for an address', { email: 7 }, 'email', 'invalid_request'],
    [
      'an address with a line break',
      { email: 'grace@example.com\r\nBcc: all@example.com' },
      'email',
      'invalid_request',
    ],
    ['an unknown field', { email: 'a@example.com', emial: 'x' }, 'emial', 'invalid_request'],
    [
      'an unknown profile field',
      { email: 'a@example.com', profile: { nick: 'x' } },
      'profile.nick',
      'invalid_request',
    ],
    ['a tenant ID', { email: 'a@example.com', tenantId: 'other' }, 'tenantId', 'invalid_request'],
    [
      'HTML in a name',
      { email: 'a@example.com', profile: { firstName: '<b>x</b>' } },
      'profile.firstName',
      'invalid_request',
    ],
    [
      'a web address in a company',
      { email: 'a@example.com', company: 'A\r\nhttps://b.example' },
      'company',
      'invalid_request',
    ],
    [
      'a company that is too long',
      { email: 'a@example.com', company: 'x'.repeat(201) },
      'company',
      'invalid_request',
    ],
    ['an unknown kind', { email: 'a@example.com', kind: 'friend' }, 'kind', 'invalid_request'],
    [
      'an expiry of zero days',
      { email: 'a@example.com', expiresInDays: 0 },
      'expiresInDays',
      'invalid_request',
    ],
    [
      'an expiry of too many days',
      { email: 'a@example.com', expiresInDays: 31 },
      'expiresInDays',
      'invalid_request',
    ],
    [
      'an expiry of half days',
      { email: 'a@example.com', expiresInDays: 1.5 },
      'expiresInDays',
      'invalid_request',
    ],
    [
      'an unknown group',
      { email: 'a@example.com', groups: ['root'] },
      'groups.0',
      'grant_not_allowed',
    ],
    [
      'the administrators’ group',
      { email: 'a@example.com', groups: ['administrators'] },
      'groups.0',
      'grant_not_allowed',
    ],
  ];
  // Other files create invitations at the same time.
  let own: ReturnType<typeof newTenant> | undefined;
  const alone = async () => (await (own ??= newTenant('Acme'))).administrator();
  test.each(bad)(
    '%s is rejected with the name of the field, and nothing is written',
    async (_name, body, path, code) => {
      const admin = await alone();
      const answer = await admin.post('/v1/invitations', body);
      expect(answer.headers.get('content-type')).toBe('application/problem+json');
      expect(answer.body).toMatchObject({ code, status: answer.status });
      expect(answer.body.requestId).toEqual(expect.any(String));
      expect(answer.body.errors.map((error) => error.path)).toEqual([path]);
      expect((await admin.get('/v1/invitations?limit=1')).body.data).toEqual([]);
    },
  );

  test('all invalid fields are named at once', async () => {
    const admin = await administratorOf();
    const answer = await admin.post('/v1/invitations', {
      email: 'a@localhost',
      kind: 1,
      company: '',
      x: 1,
    });
    const paths = answer.body.errors.map((error) => error.path).sort();
    expect(paths).toEqual(['company', 'email', 'kind', 'x']);
    const beyond = await admin.post('/v1/invitations', {
      email: 'a@example.com',
      expiresInDays: 31,
      groups: ['root'],
      editableFields: ['lastName'],
    });
    expect(beyond.body.errors.map((error) => error.path).sort()).toEqual([
      'expiresInDays',
      'groups.0',
      'profile.firstName',
    ]);
  });

  test.each([
    ['malformed JSON', '{"email": ', 400, 'invalid_request'],
    ['a list', '[]', 400, 'invalid_request'],
    ['nothing', 'null', 400, 'invalid_request'],
    [
      'a prototype',
      '{"__proto__": {"admin": true}, "email": "a@example.com"}',
      400,
      'invalid_request',
    ],
    [
      'a body that is too large',
      JSON.stringify({ email: 'a'.repeat(40_000) }),
      413,
      'payload_too_large',
    ],
  ])('%s as a body is rejected', async (_name, raw, status, code) => {
    const { token } = await administratorOf();
    const answer = await request('POST', '/v1/invitations', { token, raw });
    expect(answer.body).toMatchObject({ status, code });
    expect(answer.status).toBe(status);
  });

  test('any other content type is rejected', async () => {
    const { token } = await administratorOf();
    const headers = { 'content-type': 'text/plain' };
    const answer = await request('POST', '/v1/invitations', { token, raw: '{}', headers });
    expect(answer.body).toMatchObject({ status: 415, code: 'unsupported_media_type' });
  });

  test.each([
    ['?limit=0', 'limit'],
    ['?limit=101', 'limit'],
    ['?limit=ten', 'limit'],
    ['?status=gone', 'status'],
    ['?cursor=forged', 'cursor'],
    ['?page=2', 'page'],
  ])('a list with %s is rejected with the name of the parameter', async (query, path) => {
    const admin = await administratorOf();
    const answer = await admin.get(`/v1/invitations${query}`);
    expect(answer.status).toBe(400);
    expect(answer.body.errors.map((error) => error.path)).toEqual([path]);
  });

  test.each([
    'GRACE+Tag@Example.COM',
    'o’brien@example.com'.replace('’', "'"),
    'info@bücher.example',
  ])('the unusual but valid address %s is invited as entered', async (typed) => {
    const admin = await administratorOf();
    const unique = typed.replace('@', `.${newAddress().slice(6, 14)}@`);
    const answer = await admin.post('/v1/invitations', { email: unique });
    expect(answer.status).toBe(201);
    expect(answer.body.email).toBe(unique);
    const twice = await admin.post('/v1/invitations', { email: unique.toUpperCase() });
    expect(twice.body).toMatchObject({ code: 'already_invited', conflictingId: answer.body.id });
  });
});

describe('an administrator', () => {
  test('sends one email when repeating a request with its Idempotency-Key', async () => {
    const admin = await administratorOf();
    const email = newAddress();
    const key = { 'idempotency-key': email };
    const first = await admin.post('/v1/invitations', { email }, key);
    await awaitMail(email);
    const second = await admin.post('/v1/invitations', { email }, key);
    expect([first.status, second.status]).toEqual([201, 201]);
    expect(second.body.id).toBe(first.body.id);
    const other = await admin.post('/v1/invitations', { email, company: 'Other' }, key);
    expect(other.body).toMatchObject({ status: 422, code: 'idempotency_key_reused' });
    expect(await mailsTo(email)).toHaveLength(1);
  });

  test('resends an invitation: same ID, a new link, and the earlier link stops working', async () => {
    const { admin, email, id, token } = await invited();
    const resent = await admin.post(`/v1/invitations/${id}/resend`);
    expect(resent.body).toMatchObject({ id, status: 'pending', delivery: { sends: 2 } });
    const newer = linkIn(await awaitMail(email, 2));
    expect(newer.token).not.toBe(token);
    expect((await accept(token)).body).toMatchObject({ status: 404, code: 'not_found' });
    expect((await accept(newer.token)).status).toBe(201);
  });

  test('revokes an invitation: the link says so, and the address can be invited again', async () => {
    const { admin, email, id, token } = await invited();
    expect((await admin.post(`/v1/invitations/${id}/revoke`)).body).toMatchObject({
      status: 'revoked',
    });
    expect((await accept(token)).body).toMatchObject({ status: 410, code: 'invitation_revoked' });
    expect((await request('POST', '/v1/sign-up/lookup', { body: { token } })).body).toMatchObject({
      code: 'invitation_revoked',
    });
    expect((await admin.post(`/v1/invitations/${id}/resend`)).body).toMatchObject({
      code: 'invitation_not_pending',
    });
    expect((await admin.post('/v1/invitations', { email })).status).toBe(201);
  });

  test('cannot invite an address that has a pending invitation or an account', async () => {
    const { admin, email, id, token } = await invited();
    const pending = await admin.post('/v1/invitations', { email });
    expect(pending.body).toMatchObject({ status: 409, code: 'already_invited', conflictingId: id });
    await accept(token);
    const taken = await admin.post('/v1/invitations', { email });
    expect(taken.body).toMatchObject({ status: 409, code: 'user_already_exists' });
  });

  test('pages through the list with a cursor that works for nothing else', async () => {
    const admin = await administratorOf();
    for (let index = 0; index < 3; index++)
      await admin.post('/v1/invitations', { email: newAddress() });
    const first = await admin.get('/v1/invitations?limit=2');
    expect(first.body.data).toHaveLength(2);
    const cursor = encodeURIComponent(first.body.nextCursor);
    const second = await admin.get(`/v1/invitations?limit=2&cursor=${cursor}`);
    expect(second.status).toBe(200);
    expect(ids(second.body)).not.toContain(ids(first.body)[0]);
    expect(ids(second.body)).not.toContain(ids(first.body)[1]);
    const moved = await admin.get(`/v1/invitations?limit=2&status=pending&cursor=${cursor}`);
    expect(moved.status).toBe(400);
    const other = await administratorOf('otherAdmin');
    expect((await other.get(`/v1/invitations?limit=2&cursor=${cursor}`)).status).toBe(400);
  });

  test('of another tenant cannot see, resend, or revoke invitations of this one', async () => {
    const { id, token, admin } = await invited();
    const { body: accepted } = await accept(token);
    const other = await administratorOf('otherAdmin');
    for (const answer of [
      await other.get(`/v1/invitations/${id}`),
      await other.post(`/v1/invitations/${id}/resend`),
      await other.post(`/v1/invitations/${id}/revoke`),
      await other.get(`/v1/customers/${accepted.customerId}`),
    ])
      expect(answer.body).toMatchObject({ status: 404, code: 'not_found' });
    const theirs = await other.get('/v1/invitations?limit=100');
    expect(theirs.body.data.map((row) => row.id)).not.toContain(id);
    expect((await admin.get(`/v1/invitations/${id}`)).body).toMatchObject({ status: 'accepted' });
  });
});

describe('an invitee', () => {
  test('keeps an unused invitation after a hundred scans of the page or the email', async () => {
    const { admin, id, token, link } = await invited();
    const before = await awaitDelivery(admin, id, 'delivered');
    for (let round = 0; round < 25; round++)
      await Promise.all([
        fetch(link),
        fetch(link, { method: 'HEAD' }),
        request('POST', '/v1/sign-up/lookup', { body: { token } }),
        request('GET', '/v1/sign-up/accept'),
      ]);
    expect((await admin.get(`/v1/invitations/${id}`)).body).toEqual(before);
    expect((await accept(token)).status).toBe(201);
  });

  test('gets one account after submitting fifty times at once', async () => {
    const { admin, email, token } = await invited();
    const keys = Array.from({ length: 50 }, (_, index) => `try-${index}`);
    const answers = await Promise.all(keys.map((key) => accept(token, {}, key)));
    expect(answers.filter(({ status }) => status === 201).length).toBeLessThanOrEqual(1);

    // On a machine with few cores, the winner's function can time out. Repeating its request then completes the
    // sign-up.
    const first = answers.findIndex(({ status }) => status === 201);
    const winner =
      first >= 0
        ? keys[first]
        : await until('one of them to get through', async () => {
            for (const key of keys) if ((await accept(token, {}, key)).status < 300) return key;
            return undefined;
          });
    expect((await accept(token, {}, winner)).status).toBe(200);
    // The others got that response, or were asked to wait. Some of those ask again.
    const waiting = keys.filter((key, n) => key !== winner && answers[n]?.status !== 410);
    for (const key of waiting.filter((_, n) => n % 5 === 0))
      expect((await accept(token, {}, key)).body.code).toBe('invitation_accepted');
    for (const { status, body } of answers)
      if (status === 410) expect(body.code).toBe('invitation_accepted');
    const rows = (await admin.get('/v1/customers?limit=100')).body.data;
    expect(rows.filter((row) => row.email === email)).toHaveLength(1);
    await signInAs(email, PASSWORD);
  });

  test('gets the same response for a repeated submission', async () => {
    const { token } = await invited();
    const first = await accept(token, {}, 'the-same');
    const again = await accept(token, {}, 'the-same');
    expect([first.status, again.status]).toEqual([201, 200]);
    expect(again.body).toEqual(first.body);
    expect((await accept(token, {}, 'another')).body).toMatchObject({
      status: 410,
      code: 'invitation_accepted',
    });
  });

  test.each([
    ['password', { password: 'short' }, 422, 'password_policy'],
    ['profile.lastName', { profile: { firstName: 'Grace' } }, 400, 'invalid_request'],
    [
      'profile.firstName',
      { profile: { firstName: 'www.evil.example', lastName: 'C' } },
      400,
      'invalid_request',
    ],
    ['groups', { groups: ['administrators'] }, 400, 'invalid_request'],
    ['email', { email: 'mallory@example.com' }, 403, 'email_mismatch'],
  ])('gets an error for an invalid %s, and can try again', async (path, fields, status, code) => {
    const { token } = await invited();
    const answer = await accept(token, fields);
    expect(answer.body).toMatchObject({ status, code });
    expect(answer.body.errors.map((error) => error.path)).toContain(path);
    expect((await accept(token)).status).toBe(201);
  });

  test('gets no information from a forged or shortened link', async () => {
    const { token } = await invited();
    const forged = [
      token.slice(0, -1),
      `${token.slice(0, -4)}AAAA`,
      'x',
      `inv_${'0'.repeat(26)}.${token.split('.')[1]}`,
    ];
    const answers = await Promise.all(forged.map((candidate) => accept(candidate)));
    const words = answers.map(({ body }) => ({ ...body, requestId: '' }));
    expect(words[0]).toMatchObject({ status: 404, code: 'not_found' });
    expect(new Set(words.map((word) => JSON.stringify(word))).size).toBe(1);
  });
});

describe('an invitation email', () => {
  test('arrives with the message of the administrator, escaped in the HTML part', async () => {
    const { admin, id, email } = await invited({
      message: 'Welcome <b>aboard</b>',
      profile: { firstName: 'Grace' },
    });
    const mail = await awaitMail(email);
    expect(mail.subject).toMatch(/invite/i);
    expect(mail.text).toContain('Welcome <b>aboard</b>');
    expect(mail.html).toContain('Welcome &lt;b&gt;aboard&lt;/b&gt;');
    await awaitDelivery(admin, id, 'delivered');
  });
});
