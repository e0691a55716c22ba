import {
  AdminCreateUserCommand,
  AdminGetUserCommand,
  AdminSetUserPasswordCommand,
  CognitoIdentityProviderClient,
} from '@aws-sdk/client-cognito-identity-provider';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { expect, test } from 'vitest';

import { readToken } from '../../lambdas/modules/invitations/token.ts';
import { MINUTE } from '../../lambdas/modules/platform/clock.ts';
import { tableClient } from '../../lambdas/modules/records/table.ts';
import { DynamoAcceptanceStore } from '../../lambdas/modules/sign-up/acceptance-store.ts';
import { localClientConfig } from '../../local/local-aws.ts';
import {
  administratorOf,
  awaitMail,
  foyer,
  linkIn,
  newAddress,
  request,
} from '../support/foyer/foyer-client.ts';
import { signInAs } from '../support/foyer/sign-in.ts';
import { runReconciler } from '../support/modules/reconciling.ts';

const PASSWORD = 'Correct-horse-battery-9';
const aws = () => localClientConfig(foyer().awsEndpoint);
const cognito = () => new CognitoIdentityProviderClient(aws());

/** Leaves a claim and a user, as a sign-up does whose function crashed two minutes ago. */
async function brokenOffSignUp() {
  const admin = await administratorOf();
  const email = newAddress();
  const { body } = await admin.post('/v1/invitations', { email, company: 'Navy' });
  const { token } = linkIn(await awaitMail(email));
  const key = readToken(token);
  if (key === undefined) throw new Error('The mail holds no token.');
  const store = new DynamoAcceptanceStore(
    tableClient(new DynamoDBClient(aws())),
    foyer().tableName,
  );
  const then = new Date(Date.now() - 2 * MINUTE);
  const profile = { firstName: 'Grace', lastName: 'Hopper' };
  const claim = { id: 'died', leaseUntil: then.toISOString(), profile, company: 'Navy' };
  const outcome = await store.claim(key, claim, then);
  if (!outcome.claimed) throw new Error('The claim was refused.');
  const { customerId, contactId, tenantId } = outcome.invitation;
  await cognito().send(
    new AdminCreateUserCommand({
      UserPoolId: foyer().userPoolId,
      Username: email,
      MessageAction: 'SUPPRESS',
      UserAttributes: [
        { Name: 'email', Value: email },
        { Name: 'custom:tenant_id', Value: tenantId },
        { Name: 'custom:invitation_id', Value: body.id },
        { Name: 'custom:customer_id', Value: customerId },
        { Name: 'custom:contact_id', Value: contactId },
      ],
    }),
  );
  return { admin, email, token, id: body.id };
}

test('an interrupted sign-up without a password is undone, and the link works again', async () => {
  const { email, token } = await brokenOffSignUp();
  await runReconciler();
  const user = new AdminGetUserCommand({ UserPoolId: foyer().userPoolId, Username: email });
  await expect(cognito().send(user)).rejects.toThrow('User does not exist');
  const accepted = await request('POST', '/v1/sign-up/accept', {
    body: { token, password: PASSWORD, profile: { firstName: 'Grace', lastName: 'Hopper' } },
  });
  expect(accepted.status).toBe(201);
});

test('after a sign-up that was interrupted at the last step, nobody can sign in until it is completed', async () => {
  const { admin, email, id } = await brokenOffSignUp();
  await cognito().send(
    new AdminSetUserPasswordCommand({
      UserPoolId: foyer().userPoolId,
      Username: email,
      Password: PASSWORD,
      Permanent: true,
    }),
  );
  await expect(signInAs(email, PASSWORD)).rejects.toThrow();
  await runReconciler();
  expect((await admin.get(`/v1/invitations/${id}`)).body).toMatchObject({
    status: 'accepted',
    customer: { name: 'Navy' },
  });
  await expect(signInAs(email, PASSWORD)).resolves.toMatchObject({ token_use: 'access' });
});
