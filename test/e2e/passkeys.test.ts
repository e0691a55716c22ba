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

import { localClientConfig } from '../../local/local-aws.ts';
import { totpCode } from '../../operator/smoke/browser.ts';
import { foyer } from '../support/foyer/foyer-client.ts';
import { PASSWORD } from '../support/foyer/life-of-an-invitation.ts';
import { loginUrl, pageConfig, pageOf, Person, returnUrl } from '../support/foyer/managed-login.ts';
import { newTenant } from '../support/foyer/own-tenant.ts';
import { signIn } from '../support/foyer/sign-in.ts';
import { type Claims, type Options, SoftwarePasskey } from '../support/foyer/software-passkey.ts';

const cognito = () => new CognitoIdentityProviderClient(localClientConfig(foyer().awsEndpoint));

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
  const passkey = new SoftwarePasskey(loginUrl(), { algorithm });
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
  const credential = new SoftwarePasskey(loginUrl()).register(await start(token), claims);
  await expect(complete(token, credential)).rejects.toMatchObject({ name });
  expect(await list(token)).toEqual([]);
});

test('a registration works once, only for its person, and only with a supported key', async () => {
  const { token, passkey } = await setup();
  const other = await newPerson();
  const otherToken = await other.withPassword();
  const again = { name: 'WebAuthnChallengeNotFoundException' };
  const options = await start(token);
  const second = new SoftwarePasskey(loginUrl()).register(options);
  await expect(complete(otherToken, second)).rejects.toMatchObject(again);
  await complete(token, second);
  await expect(complete(token, second)).rejects.toMatchObject(again);

  const copied = new SoftwarePasskey(loginUrl(), { id: passkey.id });
  const stolen = copied.register(await start(otherToken));
  const taken = { name: 'InvalidParameterException' };
  await expect(complete(otherToken, stolen)).rejects.toMatchObject(taken);
  const odd = new SoftwarePasskey(loginUrl(), { algorithm: 'EdDSA' });
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

test('the page for adding a passkey is open only to signed-in people, and returns only to Foyer', async () => {
  const { securityClientId: client_id = '' } = await pageConfig();
  const page = (person: Person, redirect_uri = returnUrl(), form?: URLSearchParams) => {
    const url = new URL(`${loginUrl()}/passkeys/add`);
    url.search = new URLSearchParams({ client_id, redirect_uri }).toString();
    return person.browser.follow(url, form);
  };
  const person = await newPerson();
  expect((await page(person)).status).toBe(401);
  const token = await person.withPassword();
  expect((await page(person, 'https://evil.example/')).status).toBe(400);
  const { form, options } = pageOf(await (await page(person)).text());
  if (options === undefined) throw new Error('The page has no options.');
  const credential = new SoftwarePasskey(loginUrl()).register(options);
  form.set('credential', JSON.stringify(credential));

  const other = await newPerson();
  const otherToken = await other.withPassword();
  await page(other, returnUrl(), form);
  expect(await list(otherToken)).toEqual([]);
  await page(person, returnUrl(), form);
  expect(person.browser.address.href).toBe(returnUrl());
  await page(person, returnUrl(), form);
  expect(await list(token)).toMatchObject([{ CredentialId: credential.id }]);

  const signOut = new URL(`${loginUrl()}/logout`);
  signOut.search = new URLSearchParams({ client_id, logout_uri: returnUrl() }).toString();
  const cookies = person.browser.cookies();
  await person.browser.follow(signOut);
  person.browser.restore(cookies);
  expect((await page(person)).status).toBe(401);
});

test('two completions at once register one passkey', async () => {
  const token = await (await newPerson()).withPassword();
  const options = await start(token);
  const keys = [new SoftwarePasskey(loginUrl()), new SoftwarePasskey(loginUrl())];
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
    await complete(token, new SoftwarePasskey(loginUrl()).register(await start(token)));
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
