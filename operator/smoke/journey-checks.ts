import {
  AdminInitiateAuthCommand,
  AdminRespondToAuthChallengeCommand,
  GetUserCommand,
  NotAuthorizedException,
  RevokeTokenCommand,
} from '@aws-sdk/client-cognito-identity-provider';
import { UpdateCommand } from '@aws-sdk/lib-dynamodb';

import { mintToken } from '../../lambdas/modules/invitations/token.ts';
import { systemRandom } from '../../lambdas/modules/platform/ids.ts';
import { invitationKey } from '../../lambdas/modules/records/invitation-item.ts';
import type { PageConfig } from '../../web/page-config.ts';
import { createTenant, createTenantDeps } from '../commands/create-tenant.ts';
import { tableOf } from '../deployment.ts';
import { setUpAuthenticator, signInThroughPage, totpCode, usePasskey } from './browser.ts';
import type { Check } from './check.ts';
import {
  administratorOf,
  awaitValue,
  call,
  request,
  requireStatus,
  SkippedError,
  type Smoke,
} from './smoke.ts';

/** The time within which SES must report the outcome of an email to its mailbox simulator, in seconds. */
const OUTCOME_SECONDS = 180;
/** The time within which a change must appear in a list, in seconds. The lists are eventually consistent. */
const LIST_SECONDS = 20;
const PROFILE = { firstName: 'Smoke', lastName: 'Test' };

/**
 * Returns an address of the SES mailbox simulator, which accepts labels and does not count toward the bounce rate
 * (https://docs.aws.amazon.com/ses/latest/dg/send-an-email-from-console.html).
 */
function simulatorAddress({ tenantId }: Smoke, scenario: string, label: string): string {
  return `${scenario}+${tenantId}-${label}@simulator.amazonses.com`;
}

function newPassword(): string {
  return `Aa1-${systemRandom(18).toString('base64url')}`;
}

/** Signs in with a password and the account's IAM credentials instead of the page. */
async function signIn(
  { cognito, installation: { outputs } }: Smoke,
  email: string,
  password: string,
): Promise<{ readonly accessToken: string; readonly refreshToken: string }> {
  const { AuthenticationResult, ChallengeName } = await cognito.send(
    new AdminInitiateAuthCommand({
      UserPoolId: outputs.UserPoolId,
      ClientId: outputs.WebClientId,
      AuthFlow: 'ADMIN_USER_PASSWORD_AUTH',
      AuthParameters: { USERNAME: email, PASSWORD: password },
    }),
  );
  const { AccessToken, RefreshToken } = AuthenticationResult ?? {};
  if (AccessToken === undefined || RefreshToken === undefined)
    throw new Error(`Cognito returned the challenge ${ChallengeName} instead of tokens.`);
  return { accessToken: AccessToken, refreshToken: RefreshToken };
}

const administratorCheck: Check = {
  name: 'administrator',
  proves:
    'the operator can create a tenant, and its administrator gets a token that the API accepts.',
  remedy:
    'Check that your credentials can use the table and the user pool, and the log of the token-claims function.',
  async run(smoke) {
    const { installation, tenantId } = smoke;
    const email = simulatorAddress(smoke, 'success', 'admin');
    const password = newPassword();
    await createTenant(createTenantDeps(installation), {
      ...{ id: tenantId, idGiven: true, name: 'Smoke test', email, adminName: 'Smoke Test' },
      password,
      features: { customerPortal: true, apiClients: true },
    });
    smoke.administrator = { email, password, ...(await signIn(smoke, email, password)) };
    const { id } = await call(smoke, 'GET', '/v1/tenant', { expected: 200 });
    if (id !== tenantId) throw new Error(`The token belongs to the tenant ${String(id)}.`);
    return `signed in to ${tenantId}`;
  },
};

const pageCheck: Check = {
  name: 'sign-in page',
  proves: 'an administrator signs in to the console in a browser, through managed login.',
  remedy:
    'Open <SiteUrl>/console in your browser. Check the DNS record of the site, the callback URLs of the web client, and the console of the browser.',
  async run(smoke) {
    const { email, password } = administratorOf(smoke);
    return signInThroughPage(`${smoke.installation.outputs.SiteUrl}/console`, email, password);
  },
};

const passkeyCheck: Check = {
  name: 'passkey',
  proves:
    'an administrator adds a passkey, signs in with it instead of the password, and removes it.',
  remedy:
    'Open <SiteUrl>/console/security in your browser, and add a passkey. If that works, managed login’s pages have changed. Otherwise, check the passkey settings of the user pool, and that the managed login branding version of its domain is 2.',
  async run(smoke) {
    const { email, password } = administratorOf(smoke);
    const { SiteUrl: siteUrl } = smoke.installation.outputs;
    const response = await fetch(`${siteUrl}/config.json`, { signal: AbortSignal.timeout(30_000) });
    const config = (await response.json()) as Partial<PageConfig>;
    if (config.passkeysEndpoint === undefined)
      throw new SkippedError(
        'The pages offer no passkeys: their config.json has no passkeysEndpoint.',
      );
    await usePasskey(siteUrl, email, password);
    return 'added, used, and removed';
  },
};

const tokenScopeCheck: Check = {
  name: 'token scope',
  proves: 'Cognito’s API refuses the console’s tokens, so that they cannot change the account.',
  remedy:
    'Check that the user pool invokes the token-claims function with version V3_0 of the event, which removes the scope aws.cognito.signin.user.admin.',
  async run(smoke) {
    const { accessToken: AccessToken } = administratorOf(smoke);
    const answer = await smoke.cognito
      .send(new GetUserCommand({ AccessToken }))
      .catch((error: unknown) => error);
    if (answer instanceof NotAuthorizedException) return 'refused';
    if (answer instanceof Error) throw answer;
    throw new Error('GetUser accepted the access token.');
  },
};

const secondFactorCheck: Check = {
  name: 'second factor',
  proves:
    'an administrator sets up an authenticator app, and the password alone no longer signs in.',
  remedy:
    'Open <SiteUrl>/console/security in your browser. Check the callback URLs of the second app client, and its style for managed login.',
  async run(smoke) {
    const { email, password } = administratorOf(smoke);
    const { outputs } = smoke.installation;
    const key = await setUpAuthenticator(outputs.SiteUrl, email, password);
    const client = { UserPoolId: outputs.UserPoolId, ClientId: outputs.WebClientId };
    const { ChallengeName, Session } = await smoke.cognito.send(
      new AdminInitiateAuthCommand({
        ...client,
        AuthFlow: 'ADMIN_USER_PASSWORD_AUTH',
        AuthParameters: { USERNAME: email, PASSWORD: password },
      }),
    );
    if (ChallengeName !== 'SOFTWARE_TOKEN_MFA')
      throw new Error(
        `Cognito returned ${ChallengeName ?? 'tokens'} instead of asking for a code.`,
      );
    const { AuthenticationResult } = await smoke.cognito.send(
      new AdminRespondToAuthChallengeCommand({
        ...client,
        ...{ ChallengeName, Session },
        // The code of the current 30-second period has already been used on the page.
        ChallengeResponses: { USERNAME: email, SOFTWARE_TOKEN_MFA_CODE: totpCode(key, 1) },
      }),
    );
    if (AuthenticationResult?.AccessToken === undefined)
      throw new Error('Cognito returned no tokens.');
    return 'set up, and asked for';
  },
};

const renewalCheck: Check = {
  name: 'token renewal',
  proves: 'a session continues with a new token, and a revoked one does not.',
  remedy:
    'Check the settings of the web client in Cognito, and the log of the token-claims function.',
  async run(smoke) {
    const { cognito, installation } = smoke;
    const { UserPoolId, WebClientId: ClientId } = installation.outputs;
    const { email, password } = administratorOf(smoke);
    const { refreshToken } = await signIn(smoke, email, password);
    const renew = () =>
      cognito.send(
        new AdminInitiateAuthCommand({
          ...{ UserPoolId, ClientId, AuthFlow: 'REFRESH_TOKEN_AUTH' },
          AuthParameters: { REFRESH_TOKEN: refreshToken },
        }),
      );
    const { AuthenticationResult } = await renew();
    const token = AuthenticationResult?.AccessToken ?? '';
    requireStatus(await request(smoke, 'GET', '/v1/tenant', { token }), 200, 'GET /v1/tenant');
    await cognito.send(new RevokeTokenCommand({ ClientId, Token: refreshToken }));
    const refused = await renew().catch((error: unknown) => error);
    if (!(refused instanceof Error)) throw new Error('A revoked refresh token still works.');
    return 'renewed, then revoked';
  },
};

async function invite(smoke: Smoke, email: string): Promise<string> {
  const { id } = await call(smoke, 'POST', '/v1/invitations', {
    expected: 201,
    body: { email, company: 'Smoke test' },
  });
  return String(id);
}

function outcomeCheck(scenario: string, outcome: string, means: string): Check {
  return {
    name: `email ${outcome}`,
    proves: `an email goes out, and ${means}.`,
    remedy:
      'Read delivery.reason of the invitation in the error above. For an invitation that stays queued, check the mailer log; for one that stays sent, check the mail-feedback log.',
    async run(smoke) {
      administratorOf(smoke);
      const id = await invite(smoke, simulatorAddress(smoke, scenario, outcome));
      const start = Date.now();
      let last = '';
      const delivery = () =>
        awaitValue(`delivery.status "${outcome}"`, OUTCOME_SECONDS, async () => {
          const found = await call(smoke, 'GET', `/v1/invitations/${id}`, { expected: 200 });
          const { status, reason } = found['delivery'] as { status: string; reason?: string };
          last = [status, reason].filter((part) => part !== undefined).join(': ');
          return status === outcome ? status : undefined;
        });
      await delivery().catch((error: unknown) => {
        throw new Error(`${(error as Error).message} The last status was ${last}.`);
      });
      return `after ${Math.round((Date.now() - start) / 1_000)} s`;
    },
  };
}

const signUpCheck: Check = {
  name: 'sign-up',
  proves:
    'an invited person opens the link once, gets an account, and is in the list of customers.',
  remedy: 'Look up the request ID in the log of the sign-up function.',
  async run(smoke) {
    administratorOf(smoke);
    const email = simulatorAddress(smoke, 'success', 'invitee');
    const password = newPassword();
    const invitationId = await invite(smoke, email);
    const token = await linkFor(smoke, invitationId);
    const path = (operation: string) => `/v1/sign-up/${operation}`;
    const lookup = await request(smoke, 'POST', path('lookup'), { body: { token } });
    requireStatus(lookup, 200, 'The lookup of the link');
    const submission = { body: { token, password, profile: PROFILE } };
    const accepted = await request(smoke, 'POST', path('accept'), submission);
    requireStatus(accepted, 201, 'The acceptance');
    const customerId = String(accepted.body['customerId']);
    await requireRefusedLinks(smoke, token, invitationId);
    const { accessToken: ownToken } = await signIn(smoke, email, password);
    const me = await request(smoke, 'GET', '/v1/me', { token: ownToken });
    requireStatus(me, 200, 'GET /v1/me as the invited person');
    const foreign = await request(smoke, 'GET', '/v1/customers', { token: ownToken });
    requireStatus(foreign, 403, 'GET /v1/customers as the invited person');
    await awaitValue('The customer in the list', LIST_SECONDS, async () => {
      const { data } = await call(smoke, 'GET', '/v1/customers', { expected: 200 });
      return (data as { id: string }[]).find(({ id }) => id === customerId);
    });
    return 'accepted once, signed in, and listed';
  },
};

/**
 * Returns a token for an invitation whose email nobody can read. Adds its hash next to the hash of the emailed link, as
 * the mailer does when a message is delivered twice.
 */
async function linkFor({ installation }: Smoke, invitationId: string): Promise<string> {
  const { token, hash } = mintToken(invitationId, systemRandom);
  await tableOf(installation).send(
    new UpdateCommand({
      TableName: installation.outputs.TableName,
      Key: invitationKey(invitationId),
      UpdateExpression: 'ADD tokenHashes :hashes',
      ConditionExpression: 'attribute_exists(pk)',
      ExpressionAttributeValues: { ':hashes': new Set([hash]) },
    }),
  );
  return token;
}

async function requireRefusedLinks(
  smoke: Smoke,
  token: string,
  invitationId: string,
): Promise<void> {
  const accept = (used: string) =>
    request(smoke, 'POST', '/v1/sign-up/accept', {
      body: { token: used, password: newPassword(), profile: PROFILE },
    });
  requireStatus(await accept(token), 410, 'A second acceptance');
  const forged = mintToken(invitationId, systemRandom).token;
  requireStatus(await accept(forged), 404, 'The acceptance with a forged link');
}

/** Checks that act as an administrator and as an invited person of a temporary tenant. */
export const JOURNEY_CHECKS: readonly Check[] = [
  administratorCheck,
  tokenScopeCheck,
  pageCheck,
  passkeyCheck,
  renewalCheck,
  outcomeCheck('success', 'delivered', 'SES reports its delivery'),
  outcomeCheck('bounce', 'bounced', 'SES reports that it bounced'),
  outcomeCheck('complaint', 'complained', 'SES reports that it was marked as spam'),
  outcomeCheck('suppressionlist', 'suppressed', 'SES reports that it held the email back'),
  signUpCheck,
  // Last, because the administrator cannot sign in with the password alone afterward.
  secondFactorCheck,
];
