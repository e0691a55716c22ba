import { ScanCommand } from '@aws-sdk/lib-dynamodb';
import { describe, expect, test } from 'vitest';

import { parseRequest } from '../../../../lambdas/modules/http/validation.ts';
import { trialInvitations } from '../../../../lambdas/modules/invitations/invitation-store.ts';
import { DAY } from '../../../../lambdas/modules/platform/clock.ts';
import { previewInvitation } from '../../../../lambdas/modules/previews/preview-invitation.ts';
import { previewInvitationSchema } from '../../../../lambdas/modules/previews/requests.ts';
import { invitationPreviewResponse } from '../../../../lambdas/modules/previews/responses.ts';
import type { TenantSettings } from '../../../../lambdas/modules/records/tenant-settings.ts';
import { suppressionFrom } from '../../../../lambdas/modules/suppressions/suppression.ts';
import { DynamoSuppressionWriter } from '../../../../lambdas/modules/suppressions/suppression-store.ts';
import { TestClock } from '../../../support/engine/clock.ts';
import { createTable } from '../../../support/engine/table.ts';
import { FakeUserPool } from '../../../support/fakes/fake-user-pool.ts';
import { asFunction } from '../../../support/functions/as-function.ts';
import { administrator, invite, invitingOn } from '../../../support/modules/invitations.ts';

const principal = { ...administrator, scopes: ['invitations:write'] as const };

async function setup(settings: TenantSettings = {}) {
  const table = await createTable();
  const clock = new TestClock();
  const pool = new FakeUserPool();
  const deps = invitingOn(asFunction(table, 'administration'), clock, pool, settings);
  const previewing = {
    trying: { ...deps, invitations: trialInvitations(asFunction(table, 'administration')) },
    providers: [{ name: 'company-login', label: 'Company login', trustEmails: false }],
    siteUrl: 'https://join.example.com',
    sender: { name: 'Foyer', address: 'invitations@example.com' },
  };
  const preview = async (request: Record<string, unknown> = {}, by = principal) =>
    invitationPreviewResponse.parse(
      await previewInvitation(previewing, by, parseRequest(previewInvitationSchema(), request)),
    );
  const items = async () =>
    (await table.client.send(new ScanCommand({ TableName: table.tableName }))).Items;
  return { table, clock, pool, deps, preview, items };
}

describe('previewing an invitation', () => {
  test('shows its email and its page, and writes nothing', async () => {
    const { preview, items } = await setup();
    const shown = await preview({
      ...{ email: 'grace@example.com', company: 'Navy', message: 'Welcome aboard.' },
      ...{ profile: { firstName: 'Grace' }, expiresInDays: 3 },
    });
    expect(shown.mail).toMatchObject({
      to: 'grace@example.com',
      from: { name: 'Foyer', address: 'invitations@example.com' },
    });
    expect(shown.mail.subject).toContain('Ada Admin');
    for (const part of [shown.mail.html, shown.mail.text]) {
      expect(part).toContain('Welcome aboard.');
      expect(part).toContain('https://join.example.com/sign-up#sample-link');
    }
    expect(shown.page).toMatchObject({
      ...{ email: 'grace@example.com', company: 'Navy', profile: { firstName: 'Grace' } },
      ...{ verification: 'none', expiresAt: '2030-01-04T12:00:00.000Z' },
      providers: [{ name: 'company-login', label: 'Company login' }],
    });
    expect(shown.invitation).toMatchObject({ groups: ['customers'], kind: 'customer' });
    expect(shown.warnings).toEqual([]);
    expect(await items()).toEqual([]);
  });

  test('matches what a create then produces, field for field', async () => {
    const { preview, deps } = await setup({ defaultLocale: 'de', expiryDays: 5 });
    const request = { email: 'grace@example.com', company: 'Navy', groups: [] };
    const { invitation } = await preview(request);
    expect(await invite(deps, request)).toMatchObject(invitation);
    expect(invitation).toMatchObject({ locale: 'de', expiresAt: '2030-01-06T12:00:00.000Z' });
  });

  test('uses the requested language', async () => {
    const { preview } = await setup();
    const { mail, page } = await preview({ locale: 'de-AT' });
    expect(mail.html).toContain('lang="de"');
    expect(page.locale).toBe('de-AT');
  });

  test('requires no address, and then runs no checks on the sample address', async () => {
    const { preview, pool } = await setup();
    pool.add('name@example.com', 'irrelevant');
    const { mail, warnings } = await preview();
    expect(mail.to).toBe('name@example.com');
    expect(warnings).toEqual([]);
  });

  test('shows settings that are not saved', async () => {
    const { preview } = await setup();
    const branding = {
      senderName: 'Sirius Team',
      replyTo: 'help@sirius.example',
      color: '#0b5fff',
    };
    const { mail, page } = await preview({ tenant: { name: 'Sirius', branding } });
    expect(mail.subject).toContain('Sirius');
    expect(mail).toMatchObject({ from: { name: 'Sirius Team' }, replyTo: 'help@sirius.example' });
    expect(mail.html).toContain('#0b5fff');
    expect(page.tenant).toEqual({ name: 'Sirius', branding: { color: '#0b5fff' } });
    await expect(preview({ tenant: { branding: { logoUrl: 'http://x' } } })).rejects.toMatchObject({
      errors: [{ path: 'tenant.branding.logoUrl' }],
    });
  });

  test('shows reminders, and codes that are invalid', async () => {
    const { preview } = await setup();
    const [first, reminder, code] = await Promise.all(
      ['invitation', 'reminder', 'code'].map((mail) => preview({ mail })),
    );
    expect(reminder?.mail.subject).not.toBe(first?.mail.subject);
    expect(code?.mail.text).toContain('12345678');
  });
});

describe('a conflict that a create would have', () => {
  test('is a warning that names the pending invitation, and the preview is still returned', async () => {
    const { preview, deps } = await setup();
    const { id, expiresAt } = await invite(deps);
    const { mail, warnings } = await preview({ email: 'GRACE@example.com' });
    expect(mail.html).not.toBe('');
    expect(warnings).toMatchObject([
      {
        code: 'already_invited',
        conflict: { type: 'invitation', id, status: 'pending', expiresAt },
      },
    ]);
  });

  test('is no longer a warning after that invitation has expired', async () => {
    const { preview, deps, clock } = await setup();
    await invite(deps);
    clock.advance(7 * DAY);
    expect((await preview({ email: 'grace@example.com' })).warnings).toEqual([]);
  });

  test('is reported together with all others, each once', async () => {
    const { preview, deps, table, pool, clock } = await setup({
      limits: { pendingInvitations: 1 },
    });
    await invite(deps);
    pool.add('grace@example.com', 'irrelevant');
    await new DynamoSuppressionWriter(table.client, table.tableName).add(
      'grace@example.com',
      suppressionFrom('hard_bounce', clock.now()),
    );
    const { warnings } = await preview({ email: 'grace@example.com' });
    expect(warnings.map(({ code }) => code).toSorted()).toEqual([
      'already_invited',
      'email_suppressed',
      'user_already_exists',
    ]);
  });

  test('is an error if the request itself is invalid, as in a create', async () => {
    const { preview } = await setup();
    await expect(preview({ groups: ['administrators'] })).rejects.toMatchObject({
      code: 'grant_not_allowed',
      errors: [{ path: 'groups.0' }],
    });
    await expect(preview({ expiresInDays: 31 })).rejects.toMatchObject({
      errors: [{ path: 'expiresInDays' }],
    });
    await expect(preview({ customerId: 'cus_none' })).rejects.toMatchObject({
      errors: [{ path: 'customerId' }],
    });
  });

  test('reveals nothing about another tenant', async () => {
    const { preview, deps } = await setup();
    await invite(deps);
    const other = { ...principal, tenantId: 'other' };
    expect((await preview({ email: 'grace@example.com' }, other)).warnings).toEqual([]);
  });

  test('requires the scope to invite', async () => {
    const { preview } = await setup();
    await expect(preview({}, { ...principal, scopes: [] as never })).rejects.toMatchObject({
      code: 'forbidden',
    });
  });
});
