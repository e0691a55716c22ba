import { createHash, randomBytes } from 'node:crypto';

import {
  AdminGetUserCommand,
  AdminSetUserMFAPreferenceCommand,
  AssociateSoftwareTokenCommand,
  CognitoIdentityProviderClient,
  CompleteWebAuthnRegistrationCommand,
  DeleteWebAuthnCredentialCommand,
  ListWebAuthnCredentialsCommand,
  SetUserMFAPreferenceCommand,
  StartWebAuthnRegistrationCommand,
  VerifySoftwareTokenCommand,
} from '@aws-sdk/client-cognito-identity-provider';
import { expect, test } from 'vitest';

import { localLoginUrl } from '../../local/configuration.ts';
import { localClientConfig } from '../../local/local-aws.ts';
import { totpCode } from '../../operator/smoke/browser.ts';
import type { PageConfig } from '../../web/page-config.ts';
import { Browser } from '../support/foyer/company-login.ts';
import { foyer } from '../support/foyer/foyer-client.ts';
import { PASSWORD } from '../support/foyer/life-of-an-invitation.ts';
import { newTenant } from '../support/foyer/own-tenant.ts';
import { signIn } from '../support/foyer/sign-in.ts';
import { type Claims, type Options, SoftwarePasskey } from '../support/foyer/software-passkey.ts';

const cognito = () => new CognitoIdentityProviderClient(localClientConfig(foyer().awsEndpoint));
const origin = () => localLoginUrl(foyer().awsEndpoint);

/** A person in a browser, at managed login. */
class Person {
  readonly email: string;
  readonly browser = new Browser();
  readonly #verifier = randomBytes(32).toString('base64url');

  constructor(email: string) {
    this.email = email;
  }

  /** Opens the page that asks for the password, for the client that can change sign-in methods. */
  async open(): Promise<{ readonly form: URLSearchParams; readonly options: Options | undefined }> {
    const { securityClientId } = await config();
    const url = new URL(`${origin()}/oauth2/authorize`);
    url.search = new URLSearchParams({
      ...{ response_type: 'code', state: 'state', code_challenge_method: 'S256' },
      client_id: securityClientId ?? '',
      redirect_uri: returnUrl(),
      scope: 'openid aws.cognito.signin.user.admin foyer/sign-in:write',
      code_challenge: createHash('sha256').update(this.#verifier).digest('base64url'),
    }).toString();
    const form = fieldsOf(await (await this.browser.follow(url)).text());
    form.set('username', this.email);
    return pageOf(await this.#submit(form));
  }

  /** Sends the form. @returns the page, or an empty string if the person is back at Foyer with a code. */
  async #submit(form: URLSearchParams): Promise<string> {
    const page = await this.browser.follow(new URL(`${origin()}/login`), form);
    return this.browser.address.searchParams.has('code') ? '' : page.text();
  }

  /** @returns an access token, or `undefined` if managed login refused. */
  async finish(form: URLSearchParams): Promise<string | undefined> {
    const page = await this.#submit(form);
    if (page !== '') return undefined;
    const response = await fetch(`${foyer().awsEndpoint}/oauth2/token`, {
      method: 'POST',
      body: new URLSearchParams({
        grant_type: 'authorization_code',
        client_id: form.get('client_id') ?? (await config()).securityClientId ?? '',
        code: this.browser.address.searchParams.get('code') ?? '',
        redirect_uri: returnUrl(),
        code_verifier: this.#verifier,
      }),
    });
    const { access_token } = (await response.json()) as { access_token?: string };
    return access_token;
  }

  async withPassword(): Promise<string> {
    const { form } = await this.open();
    form.set('password', PASSWORD);
    const token = await this.finish(form);
    if (token === undefined) throw new Error('Managed login refused the password.');
    return token;
  }

  async withPasskey(passkey: SoftwarePasskey, claims?: Claims): Promise<string | undefined> {
    const { form, options } = await this.open();
    if (options === undefined) return undefined;
    form.set('credential', JSON.stringify(passkey.signIn(options, claims)));
    return this.finish(form);
  }
}

async function config(): Promise<PageConfig> {
  return (await (await fetch(`${foyer().siteUrl}/config.json`)).json()) as PageConfig;
}

function returnUrl(): string {
  return `${foyer().siteUrl}/account/security`;
}

function fieldsOf(html: string): URLSearchParams {
  const fields = html.matchAll(/<input type="hidden" name="([^"]+)" value="([^"]*)"/g);
  return new URLSearchParams([...fields].map(([, name = '', value = '']) => [name, value]));
}

function pageOf(html: string) {
  const data = /id="passkey-data">(.*?)<\/script>/s.exec(html)?.[1];
  const { options } = JSON.parse(data ?? '{}') as { options?: Options };
  return { form: fieldsOf(html), options };
}

async function newPerson(): Promise<Person> {
  return new Person((await newTenant('Acme')).email);
}

async function start(AccessToken: string): Promise<Options> {
  const command = new StartWebAuthnRegistrationCommand({ AccessToken });
  return (await cognito().send(command)).CredentialCreationOptions as unknown as Options;
}

function complete(AccessToken: string, credential: object) {
  const Credential = credential as Record<string, string>;
  return cognito().send(new CompleteWebAuthnRegistrationCommand({ AccessToken, Credential }));
}

async function list(AccessToken: string) {
  const { Credentials } = await cognito().send(new ListWebAuthnCredentialsCommand({ AccessToken }));
  return Credentials ?? [];
}

/** A person with a passkey and a token that can change it. */
async function setup(algorithm: 'ES256' | 'RS256' = 'ES256') {
  const person = await newPerson();
  const token = await person.withPassword();
  const passkey = new SoftwarePasskey(origin(), { algorithm });
  await complete(token, passkey.register(await start(token)));
  return { person, token, passkey };
}

test.each(['ES256', 'RS256'] as const)(
  'a passkey (%s) signs in without a password until it is deleted',
  async (algorithm) => {
    const { person, token, passkey } = await setup(algorithm);
    expect(await list(token)).toMatchObject([
      {
        ...{ CredentialId: passkey.id, RelyingPartyId: 'localhost' },
        ...{ AuthenticatorAttachment: 'platform', AuthenticatorTransports: ['internal'] },
        CreatedAt: expect.any(Date) as Date,
      },
    ]);
    const signedIn = (await person.withPasskey(passkey)) ?? '';
    await cognito().send(
      new DeleteWebAuthnCredentialCommand({ AccessToken: signedIn, CredentialId: passkey.id }),
    );
    expect(await list(token)).toEqual([]);
    expect(await person.withPasskey(passkey)).toBeUndefined();
  },
);

test('the options name the relying party and what Cognito requires of a passkey', async () => {
  const { token, passkey } = await setup();
  expect(await start(token)).toMatchObject({
    rp: { id: 'localhost' },
    pubKeyCredParams: [{ alg: -7 }, { alg: -257 }],
    authenticatorSelection: { residentKey: 'required', userVerification: 'required' },
    excludeCredentials: [{ id: passkey.id, type: 'public-key' }],
  });
});

test.each<[string, Claims, string]>([
  ['another origin', { origin: 'https://evil.example' }, 'WebAuthnOriginNotAllowedException'],
  ['the IP address', { origin: 'http://127.0.0.1' }, 'WebAuthnOriginNotAllowedException'],
  ['another relying party', { rpId: 'evil.example' }, 'WebAuthnRelyingPartyMismatchException'],
  ['no user', { userPresent: false }, 'WebAuthnCredentialNotSupportedException'],
  ['an unverified user', { userVerified: false }, 'WebAuthnCredentialNotSupportedException'],
  ['a sign-in', { type: 'webauthn.get' }, 'WebAuthnCredentialNotSupportedException'],
  ['a made-up challenge', { challenge: 'AAAA' }, 'WebAuthnChallengeNotFoundException'],
])('a registration with %s is refused', async (_, claims, name) => {
  const person = await newPerson();
  const token = await person.withPassword();
  const credential = new SoftwarePasskey(origin()).register(await start(token), claims);
  await expect(complete(token, credential)).rejects.toMatchObject({ name });
  expect(await list(token)).toEqual([]);
});

test('a registration works once, only for its person, and only with a supported key', async () => {
  const { token, passkey } = await setup();
  const other = await newPerson();
  const otherToken = await other.withPassword();
  const again = { name: 'WebAuthnChallengeNotFoundException' };
  const options = await start(token);
  const second = new SoftwarePasskey(origin()).register(options);
  await expect(complete(otherToken, second)).rejects.toMatchObject(again);
  await complete(token, second);
  await expect(complete(token, second)).rejects.toMatchObject(again);

  const copied = new SoftwarePasskey(origin(), { id: passkey.id });
  const stolen = copied.register(await start(otherToken));
  const taken = { name: 'InvalidParameterException' };
  await expect(complete(otherToken, stolen)).rejects.toMatchObject(taken);
  const odd = new SoftwarePasskey(origin(), { algorithm: 'EdDSA' });
  await expect(complete(token, odd.register(await start(token)))).rejects.toMatchObject({
    name: 'WebAuthnCredentialNotSupportedException',
  });
  for (const nonsense of [{}, { response: 7 }, { id: '', response: { attestationObject: '_w' } }]) {
    await start(token);
    await expect(complete(token, nonsense)).rejects.toMatchObject(taken);
  }
  expect(await list(token)).toHaveLength(2);
  expect(await list(otherToken)).toEqual([]);
});

test('two completions at once register one passkey', async () => {
  const token = await (await newPerson()).withPassword();
  const options = await start(token);
  const keys = [new SoftwarePasskey(origin()), new SoftwarePasskey(origin())];
  const results = await Promise.allSettled(
    keys.map((key) => complete(token, key.register(options))),
  );
  expect(results.map(({ status }) => status).toSorted()).toEqual(['fulfilled', 'rejected']);
  expect(await list(token)).toHaveLength(1);
});

test('nobody changes the passkeys of others, or any without the scope of Cognito’s API', async () => {
  const { person, token, passkey } = await setup();
  const otherToken = await (await newPerson()).withPassword();
  const remove = (AccessToken: string) =>
    cognito().send(new DeleteWebAuthnCredentialCommand({ AccessToken, CredentialId: passkey.id }));
  await expect(remove(otherToken)).rejects.toMatchObject({ name: 'ResourceNotFoundException' });
  const { accessToken } = await signIn(person.email, PASSWORD);
  const refused = { name: 'NotAuthorizedException' };
  await expect(remove(accessToken)).rejects.toMatchObject(refused);
  await expect(start(accessToken)).rejects.toMatchObject(refused);
  await expect(list(accessToken)).rejects.toMatchObject(refused);
  await expect(list(`${token.slice(0, -4)}AAAA`)).rejects.toMatchObject(refused);
  expect(await list(token)).toHaveLength(1);
});

test.each<[string, Claims]>([
  ['at another origin', { origin: 'http://localhost:1' }],
  ['for another relying party', { rpId: 'evil.example' }],
  ['without verifying the user', { userVerified: false }],
  ['without the user', { userPresent: false }],
  ['as a registration', { type: 'webauthn.create' }],
  ['for another challenge', { challenge: 'AAAA' }],
  ['for another user', { userHandle: 'AAAA' }],
  ['with a counter that stands still', { counter: 1 }],
])('a sign-in that was signed %s is refused', async (_, claims) => {
  const { person, passkey } = await setup();
  expect(await person.withPasskey(passkey)).toBeDefined();
  expect(await person.withPasskey(passkey, claims)).toBeUndefined();
});

test('an answer signs in once, only its own person, and only with a key of that person', async () => {
  const { person, passkey } = await setup();
  const { person: other, passkey: theirs } = await setup();
  expect(await person.withPasskey(theirs)).toBeUndefined();
  const { form, options } = await person.open();
  if (options === undefined) throw new Error('Managed login offers no passkey.');
  const answer = JSON.stringify(passkey.signIn(options));
  const { form: foreign } = await other.open();
  foreign.set('credential', answer);
  expect(await other.finish(foreign)).toBeUndefined();
  form.set('credential', answer);
  expect(await person.finish(form)).toBeDefined();
  expect(await person.finish(form)).toBeUndefined();
  const { form: hostile } = await person.open();
  hostile.set('credential', '{"response":{}}');
  expect(await person.finish(hostile)).toBeUndefined();
});

async function setUpApp(AccessToken: string): Promise<void> {
  const { SecretCode = '' } = await cognito().send(
    new AssociateSoftwareTokenCommand({ AccessToken }),
  );
  const UserCode = totpCode(SecretCode);
  await cognito().send(new VerifySoftwareTokenCommand({ AccessToken, UserCode }));
  const SoftwareTokenMfaSettings = { Enabled: true, PreferredMfa: true };
  await cognito().send(new SetUserMFAPreferenceCommand({ AccessToken, SoftwareTokenMfaSettings }));
}

test('people with an authenticator app use a passkey only after they turned it on, and need no code', async () => {
  const { person, token, passkey } = await setup();
  const { userPoolId: UserPoolId } = foyer();
  const user = { UserPoolId, Username: person.email };
  const turnOn = (Enabled: boolean, app?: boolean) =>
    cognito().send(
      new SetUserMFAPreferenceCommand({
        AccessToken: token,
        WebAuthnMfaSettings: { Enabled },
        ...(app !== undefined && { SoftwareTokenMfaSettings: { Enabled: app } }),
      }),
    );
  await expect(turnOn(true)).rejects.toMatchObject({ name: 'InvalidParameterException' });
  await setUpApp(token);
  expect(await person.withPasskey(passkey)).toBeUndefined();
  await turnOn(true);
  expect(await person.withPasskey(passkey)).toBeDefined();
  const removeApp = { ...user, SoftwareTokenMfaSettings: { Enabled: false } };
  await expect(
    cognito().send(new AdminSetUserMFAPreferenceCommand(removeApp)),
  ).rejects.toMatchObject({ name: 'InvalidParameterException' });
  await turnOn(false, false);
  const { UserMFASettingList = [] } = await cognito().send(new AdminGetUserCommand(user));
  expect(UserMFASettingList).toEqual([]);
  expect(await person.withPasskey(passkey)).toBeDefined();
});

test('a person has at most 20 passkeys, which are listed in pages', async () => {
  const { token } = await setup();
  for (let count = 1; count < 20; count += 1)
    await complete(token, new SoftwarePasskey(origin()).register(await start(token)));
  await expect(start(token)).rejects.toMatchObject({ name: 'LimitExceededException' });
  const page = { AccessToken: token, MaxResults: 15 };
  const first = await cognito().send(new ListWebAuthnCredentialsCommand(page));
  const NextToken = first.NextToken ?? '';
  const rest = await cognito().send(new ListWebAuthnCredentialsCommand({ ...page, NextToken }));
  const ids = [first, rest].flatMap(({ Credentials = [] }) =>
    Credentials.map(({ CredentialId }) => CredentialId),
  );
  expect(new Set(ids).size).toBe(20);
  expect(rest.NextToken).toBeUndefined();
});
