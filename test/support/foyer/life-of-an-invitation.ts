import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { GetCommand } from '@aws-sdk/lib-dynamodb';
import { expect, onTestFinished } from 'vitest';

import { invitationKey } from '../../../lambdas/modules/records/invitation-item.ts';
import { tableClient } from '../../../lambdas/modules/records/table.ts';
import { localClientConfig } from '../../../local/local-aws.ts';
import {
  administratorOf,
  type Answer,
  awaitMail,
  foyer,
  linkIn,
  newAddress,
  type ReceivedMail,
  request,
} from './foyer-client.ts';

export const PASSWORD = 'Correct-horse-battery-9';
export const profile = { firstName: 'Grace', lastName: 'Hopper' };

type Administrator = Awaited<ReturnType<typeof administratorOf>>;

/** Returns an administrator, and an invitation whose email has arrived. */
export async function invited(fields: Record<string, unknown> = {}, by?: Administrator) {
  const admin = by ?? (await administratorOf());
  const email = newAddress();
  const created = await admin.post('/v1/invitations', { email, company: 'Navy', ...fields });
  expect(created.text, created.text).toContain('inv_');
  const { id } = created.body;
  const mail = await awaitMail(email);
  const { token, link } = linkIn(mail);
  const read = async () => (await admin.get(`/v1/invitations/${id}`)).body;
  return { admin, email, id, token, link, mail, read, created };
}

/** Calls a public endpoint like the sign-up page. */
export function signUp(path: string, body: object): Promise<Answer> {
  return request('POST', `/v1/sign-up/${path}`, { body });
}

/** Signs up with a link, with only the required fields. */
export function accept(token: string, fields: object = {}): Promise<Answer> {
  return signUp('accept', { token, password: PASSWORD, profile, ...fields });
}

const table = () => tableClient(new DynamoDBClient(localClientConfig(foyer().awsEndpoint)));

/** Returns the item of an invitation in the table. */
export async function itemOf(id: string): Promise<Record<string, unknown>> {
  const { Item = {} } = await table().send(
    new GetCommand({ TableName: foyer().tableName, Key: invitationKey(id) }),
  );
  return Item;
}

/** Returns the 8-digit code in an email. */
export function codeIn({ text }: ReceivedMail): string {
  const code = /^\d{8}$/m.exec(text)?.[0];
  if (code === undefined) throw new Error('The mail has no code.');
  return code;
}

/** Changes settings of the tenant until the end of the test, because other tests share the tenant. */
export async function updateTenant(settings: Record<string, unknown>): Promise<void> {
  const { token } = await administratorOf();
  const patch = (values: object) =>
    request('PATCH', '/v1/tenant', { token, body: { settings: values } });
  const { body } = await request('GET', '/v1/tenant', { token });
  const { overrides, settings: inForce } = body as unknown as {
    overrides: string[];
    settings: Record<string, unknown>;
  };
  const { status, text } = await patch(settings);
  expect(status, text).toBe(200);
  onTestFinished(async () => {
    const before = Object.keys(settings).map((name): [string, unknown] => [
      name,
      overrides.includes(name) ? inForce[name] : null,
    ]);
    await patch(Object.fromEntries(before));
  });
}
