import {
  AdminCreateUserCommand,
  AdminDeleteUserCommand,
  CognitoIdentityProviderClient,
  ConfirmForgotPasswordCommand,
  ForgotPasswordCommand,
} from '@aws-sdk/client-cognito-identity-provider';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';

import { localClientConfig } from '../../local/local-aws.ts';
import { launchBrowser } from '../../operator/smoke/browser.ts';
import {
  administratorOf,
  awaitMail,
  foyer,
  mailsTo,
  newAddress,
  type ReceivedMail,
  request,
} from '../support/foyer/foyer-client.ts';
import { accept, invited, PASSWORD } from '../support/foyer/life-of-an-invitation.ts';
import { newTenant } from '../support/foyer/own-tenant.ts';
import { signIn } from '../support/foyer/sign-in.ts';

const NEW_PASSWORD = 'Another-horse-battery-7';
let browser: Browser;

beforeAll(async () => {
  browser = await launchBrowser();
});
afterAll(async () => {
  await browser.close();
});

const cognito = () => new CognitoIdentityProviderClient(localClientConfig(foyer().awsEndpoint));

/** Signs up a person whose invitation has the language `locale`. */
async function personSpeaking(locale: string, tenant?: Awaited<ReturnType<typeof newTenant>>) {
  const { email, token } = await invited({ locale }, await tenant?.administrator());
  const { status, text } = await accept(token);
  expect(status, text).toBe(201);
  return email;
}

function codeIn({ html }: ReceivedMail): string {
  const code = />\s*(\d{6})\s*</.exec(html)?.[1];
  if (code === undefined) throw new Error('The mail has no code.');
  return code;
}

/** Opens managed login from the sign-in page, and requests a code for `email`. */
async function forgetPassword(page: Page, email: string): Promise<void> {
  await page.goto(`${foyer().siteUrl}/account`);
  await page.locator('input[name="username"]').fill(email);
  await page.getByRole('button', { name: 'Forgot your password?' }).click();
}

describe('a person who forgot the password', () => {
  test('resets it with the code in an email in their language, with the company’s branding', async () => {
    const email = await personSpeaking('de-AT');
    const { body: tenant } = await (await administratorOf()).get('/v1/tenant');
    const { name, branding } = tenant as unknown as {
      name: string;
      branding: { color?: string };
    };
    const context = await browser.newContext();
    context.setDefaultTimeout(60_000);
    const page = await context.newPage();
    await forgetPassword(page, email);
    const mail = await awaitMail(email, 2);
    expect(mail.subject).toBe(`Setzen Sie Ihr Passwort für ${name} zurück`);
    expect(mail.html).toContain('Passwort zurücksetzen');
    expect(mail.html).toContain(branding.color ?? '#1f4e79');

    await page.getByLabel('Enter the code we emailed you').fill('000000');
    await page.getByLabel('New password').fill(NEW_PASSWORD);
    await page.getByRole('button', { name: 'Change password' }).click();
    await page.getByText('Invalid verification code').waitFor();
    await page.getByLabel('Enter the code we emailed you').fill(codeIn(mail));
    await page.getByLabel('New password').fill(NEW_PASSWORD);
    await page.getByRole('button', { name: 'Change password' }).click();

    await page.locator('input[name="username"]').fill(email);
    await page.locator('[type="submit"]').first().click();
    await page.locator('input[name="password"]').fill(NEW_PASSWORD);
    await page.locator('[type="submit"]').first().click();
    await page.waitForURL('**/account/company');
    await context.close();
    await expect(signIn(email, PASSWORD)).rejects.toThrow('Incorrect username or password');
  });

  test('gets no email if there is no such account, and the page does not say so', async () => {
    const email = newAddress();
    const context = await browser.newContext();
    context.setDefaultTimeout(60_000);
    const page = await context.newPage();
    await forgetPassword(page, email);
    await page.getByLabel('Enter the code we emailed you').waitFor();
    await context.close();
    expect(await mailsTo(email)).toEqual([]);
  });

  test('gets the email of their own company, even if people of two companies ask at once', async () => {
    const [french, japanese] = await Promise.all([newTenant('Initech'), newTenant('Hooli')]);
    const emails = await Promise.all([
      personSpeaking('fr', french),
      personSpeaking('ja', japanese),
      personSpeaking('es', french),
    ]);
    await Promise.all(
      emails.map((Username) =>
        cognito().send(new ForgotPasswordCommand({ ClientId: foyer().webClientId, Username })),
      ),
    );
    const mails = await Promise.all(emails.map((email) => awaitMail(email, 2)));
    expect(mails.map(({ subject }) => subject)).toEqual([
      'Réinitialisez votre mot de passe pour Initech',
      'Hooli のパスワードの再設定',
      'Restablezca su contraseña de Initech',
    ]);
    expect(new Set(mails.map(codeIn)).size).toBe(3);
  });

  test('can use only the latest code, and only once', async () => {
    const Username = await personSpeaking('en');
    const ClientId = foyer().webClientId;
    const forget = () => cognito().send(new ForgotPasswordCommand({ ClientId, Username }));
    const confirm = (ConfirmationCode: string) =>
      cognito().send(
        new ConfirmForgotPasswordCommand({
          ...{ ClientId, Username, ConfirmationCode, Password: NEW_PASSWORD },
        }),
      );
    await forget();
    const first = codeIn(await awaitMail(Username, 2));
    await forget();
    const second = codeIn(await awaitMail(Username, 3));
    if (first !== second) await expect(confirm(first)).rejects.toThrow('Invalid verification code');
    await confirm(second);
    await expect(confirm(second)).rejects.toThrow('request a code again');
  });
});

test('an administrator gets the email in their language', async () => {
  const first = await (await newTenant('Initrode')).administrator();
  const email = newAddress();
  await first.post('/v1/administrators', { email, role: 'viewers', locale: 'fr' });
  const token = /\/administrator-setup#(\S+)/.exec((await awaitMail(email)).text)?.[1];
  const body = { token, password: PASSWORD, name: 'Marie Curie' };
  const { status, text } = await request('POST', '/v1/administrator-setup/complete', { body });
  expect(status, text).toBe(201);
  await cognito().send(
    new ForgotPasswordCommand({ ClientId: foyer().webClientId, Username: email }),
  );
  const { subject } = await awaitMail(email, 2);
  expect(subject).toBe('Réinitialisez votre mot de passe pour Initrode');
});

test('a user that an operator creates by hand gets the temporary password from the installation', async () => {
  const email = newAddress();
  const { userPoolId: UserPoolId } = foyer();
  await cognito().send(
    new AdminCreateUserCommand({
      ...{ UserPoolId, Username: email, TemporaryPassword: 'Temporary-horse-1' },
      UserAttributes: [{ Name: 'email', Value: email }],
    }),
  );
  try {
    const mail = await awaitMail(email);
    expect(mail.subject).toMatch(/^Your temporary password for /);
    expect(mail.html).toContain('Temporary-horse-1');
    expect(mail.html).toContain(email);
  } finally {
    await cognito().send(new AdminDeleteUserCommand({ UserPoolId, Username: email }));
  }
});
