import { describe, expect, test } from 'vitest';

import type { InvitationPreviewResponse } from '../../lambdas/modules/previews/responses.ts';
import {
  administratorOf,
  awaitMail,
  foyer,
  linkIn,
  mailsTo,
  newAddress,
} from '../support/foyer/foyer-client.ts';
import { signUp } from '../support/foyer/life-of-an-invitation.ts';

async function preview(request: object, who: 'admin' | 'otherAdmin' = 'admin') {
  const { post } = await administratorOf(who);
  const { status, text } = await post('/v1/invitations/preview', request);
  expect(status, text).toBe(200);
  return JSON.parse(text) as InvitationPreviewResponse;
}

describe('previewing an invitation', () => {
  test('shows the email and the page that the invitee then gets, and sends nothing', async () => {
    const { post, get } = await administratorOf();
    const email = newAddress();
    const request = {
      ...{ email, company: 'Engines', profile: { firstName: 'Ada' } },
      ...{ message: 'Welcome!', locale: 'de', groups: [] },
    };
    const shown = await preview(request);
    expect(shown.warnings).toEqual([]);
    const listed = await get(`/v1/invitations?email=${encodeURIComponent(email)}`);
    expect(JSON.parse(listed.text)).toMatchObject({ data: [] });
    expect(await mailsTo(email)).toEqual([]);

    const made = await post('/v1/invitations', request);
    expect(made.status, made.text).toBe(201);
    const mail = await awaitMail(email);
    expect(mail.subject).toBe(shown.mail.subject);
    const { token } = linkIn(mail);
    const sample = shown.mail.text.replace('#sample-link', `#${token}`);
    // The invitation was created a moment after its preview, so it can expire a minute later.
    const undated = (text: string) => text.replaceAll(/\d{1,2}:\d{2}/g, 'hh:mm').trim();
    expect(undated(mail.text)).toBe(undated(sample));
    const page = JSON.parse((await signUp('lookup', { token })).text) as object;
    expect({ ...page, expiresAt: '' }).toEqual({ ...shown.page, expiresAt: '' });
  });

  test('contains a link that does not work', async () => {
    const { mail } = await preview({});
    expect(mail.text).toContain('/sign-up#sample-link');
    expect((await signUp('lookup', { token: 'sample-link' })).status).toBe(404);
  });

  test('warns of a pending invitation of the same company, but not of another company’s', async () => {
    const { post } = await administratorOf();
    const email = newAddress();
    const { body } = await post('/v1/invitations', { email });
    expect((await preview({ email })).warnings).toMatchObject([
      { code: 'already_invited', conflict: { type: 'invitation', id: body.id, status: 'pending' } },
    ]);
    expect((await preview({ email }, 'otherAdmin')).warnings).toEqual([]);
  });

  test('shows settings before they are saved', async () => {
    const tenant = { name: 'Sirius', branding: { color: '#0b5fff', senderName: 'Sirius Team' } };
    const { mail, page } = await preview({ tenant });
    expect(mail.from.name).toBe('Sirius Team');
    expect(page.tenant.name).toBe('Sirius');
    const { get } = await administratorOf();
    expect((await get('/v1/tenant')).text).not.toContain('Sirius');
  });
});

test('an administrator sends a preview to themselves, with a link that does not work', async () => {
  const { post } = await administratorOf();
  const own = foyer().admin.email;
  const message = `Welcome, ${newAddress()}`;
  const sent = await post('/v1/invitations/preview/send', { message, locale: 'fr' });
  expect(sent.status, sent.text).toBe(202);
  expect(JSON.parse(sent.text)).toEqual({ to: own });
  await expect
    .poll(async () => (await mailsTo(own)).filter(({ text }) => text.includes(message)), {
      timeout: 30_000,
    })
    .toMatchObject([{ subject: expect.stringMatching(/^\[Test\] /) as string }]);
});

test('a rejected request names the conflicting record, so that a page can offer to resend it', async () => {
  const { post } = await administratorOf();
  const email = newAddress();
  const first = await post('/v1/invitations', { email });
  const again = await post('/v1/invitations', { email });
  expect(again.status).toBe(409);
  expect(JSON.parse(again.text)).toMatchObject({
    code: 'already_invited',
    conflictingId: first.body.id,
    conflict: { type: 'invitation', id: first.body.id, status: 'pending' },
  });
});
