import {
  CloudWatchLogsClient,
  FilterLogEventsCommand,
  paginateDescribeLogGroups,
} from '@aws-sdk/client-cloudwatch-logs';
import { DynamoDBClient, paginateScan } from '@aws-sdk/client-dynamodb';
import {
  EventBridgeClient,
  ListEventBusesCommand,
  PutRuleCommand,
  PutTargetsCommand,
} from '@aws-sdk/client-eventbridge';
import {
  CreateQueueCommand,
  GetQueueAttributesCommand,
  ListQueuesCommand,
  ReceiveMessageCommand,
  SQSClient,
} from '@aws-sdk/client-sqs';
import { expect, test } from 'vitest';

import { localClientConfig } from '../../local/local-aws.ts';
import {
  administratorOf,
  type Answer,
  awaitMail,
  foyer,
  linkIn,
  newAddress,
  request,
  until,
} from '../support/foyer/foyer-client.ts';
import { type MachineCredentials, machineToken, signIn } from '../support/foyer/sign-in.ts';

const aws = () => localClientConfig(foyer().awsEndpoint);

test('tokens, passwords, and links are in no response, table, log, queue, or event', async () => {
  const heard = await listenToTheBus();
  const password = `Secret-${crypto.randomUUID()}-9A`;
  const shortPassword = `x9-${crypto.randomUUID().slice(0, 6)}`;
  const answers: Answer[] = [];
  const admin = await administratorOf();
  const email = newAddress();

  const created = await admin.post('/v1/invitations', { email, company: 'Navy' });
  const first = linkIn(await awaitMail(email));
  answers.push(created, await admin.post(`/v1/invitations/${created.body.id}/resend`));
  const second = linkIn(await awaitMail(email, 2));

  const accept = (token: string, secret: string, headers: Record<string, string> = {}) =>
    request('POST', '/v1/sign-up/accept', {
      headers: { 'idempotency-key': 'a-key-that-is-secret-too', ...headers },
      body: { token, password: secret, profile: { firstName: 'Grace', lastName: 'Hopper' } },
    });
  answers.push(
    await request('POST', '/v1/sign-up/lookup', { body: { token: second.token } }),
    await accept(first.token, password),
    await accept(second.token, shortPassword),
    await accept(second.token, password, { 'content-type': 'text/plain' }),
    await request('POST', '/v1/sign-up/accept', {
      raw: `{"token":"${second.token}","password":"${password}"`,
    }),
    await accept(second.token, password),
    await accept(second.token, password),
    await admin.get(`/v1/invitations/${created.body.id}`),
    await admin.get('/v1/invitations?limit=5'),
    await admin.get('/v1/customers?limit=5'),
  );
  const { accessToken, idToken } = await signIn(email, password);
  const program = await aProgram(admin);
  answers.push(...program.answers);

  const secrets = [first, second]
    .flatMap(({ link, token }) => [link, token, token.slice(token.indexOf('.') + 1)])
    .concat(password, shortPassword, 'a-key-that-is-secret-too', accessToken, idToken, admin.token)
    .concat(program.secrets);
  const invitationId = created.body.id;
  await until('the events to arrive', async () =>
    heard.includes('invitation.accepted') ? true : heard.poll(),
  );

  // Each place must first contain traces of the test, so that an empty one cannot pass.
  expect(answers.map(({ text }) => text).join('\n')).toContain(invitationId);
  const places = {
    answers: answers.map(({ text, headers }) => text + JSON.stringify([...headers])).join('\n'),
    table: await theTable(),
    logs: await theLogs(),
    queues: await theQueues(),
    events: heard.text(),
  };
  for (const place of [places.table, places.events]) expect(place).toContain(invitationId);
  expect(places.logs).toContain(invitationId);
  for (const [place, content] of Object.entries(places))
    for (const secret of secrets)
      expect(content.includes(secret), `a secret is in the ${place}`).toBe(false);
});

/** Creates an API client with two secrets and a token, and collects the responses after the secrets were shown. */
async function aProgram(admin: Awaited<ReturnType<typeof administratorOf>>) {
  const wanted = { name: 'Reader', scopes: ['invitations:read'] };
  const made = await admin.post('/v1/api-clients', wanted);
  const first = JSON.parse(made.text) as MachineCredentials;
  const path = `/v1/api-clients/${first.id}`;
  const second = JSON.parse((await admin.post(`${path}/rotate`)).text) as MachineCredentials;
  const token = await machineToken(second);
  const answers = [
    await request('GET', '/v1/invitations?limit=1', { token }),
    await request('GET', '/v1/customers', { token }),
    await admin.get(path),
    await admin.get('/v1/api-clients'),
    await admin.delete(path),
  ];
  return { secrets: [first.secret, second.secret, token], answers };
}

async function theTable(): Promise<string> {
  const client = new DynamoDBClient(aws());
  const items: unknown[] = [];
  for await (const page of paginateScan({ client }, { TableName: foyer().tableName }))
    items.push(page.Items);
  return JSON.stringify(items);
}

async function theLogs(): Promise<string> {
  const client = new CloudWatchLogsClient(aws());
  const lines: string[] = [];
  for await (const { logGroups = [] } of paginateDescribeLogGroups({ client }, {}))
    for (const { logGroupName } of logGroups) {
      let nextToken: string | undefined;
      do {
        const page = await client.send(new FilterLogEventsCommand({ logGroupName, nextToken }));
        lines.push(...(page.events ?? []).map(({ message }) => message ?? ''));
        nextToken = page.nextToken;
      } while (nextToken !== undefined);
    }
  return lines.join('\n');
}

/** Returns the messages in all queues: due emails, dead letters, and failures of the stream. */
async function theQueues(): Promise<string> {
  const client = new SQSClient(aws());
  const { QueueUrls = [] } = await client.send(new ListQueuesCommand({}));
  expect(QueueUrls.length).toBeGreaterThanOrEqual(3);
  const bodies: string[] = [];
  for (const QueueUrl of QueueUrls) {
    const { Messages = [] } = await client.send(
      new ReceiveMessageCommand({
        QueueUrl,
        MaxNumberOfMessages: 10,
        VisibilityTimeout: 1,
        MessageAttributeNames: ['All'],
      }),
    );
    bodies.push(JSON.stringify(Messages));
  }
  return bodies.join('\n');
}

/** Collects the events on the bus in a queue of this test. */
async function listenToTheBus() {
  const sqs = new SQSClient(aws());
  const bus = new EventBridgeClient(aws());
  const { QueueUrl } = await sqs.send(
    new CreateQueueCommand({ QueueName: `listener-${crypto.randomUUID()}` }),
  );
  const { Attributes } = await sqs.send(
    new GetQueueAttributesCommand({ QueueUrl, AttributeNames: ['QueueArn'] }),
  );
  const { EventBuses = [] } = await bus.send(new ListEventBusesCommand({}));
  const EventBusName = EventBuses.find(({ Name }) => Name !== 'default')?.Name;
  await bus.send(
    new PutRuleCommand({
      Name: 'listener',
      EventBusName,
      EventPattern: JSON.stringify({ source: ['foyer'] }),
    }),
  );
  await bus.send(
    new PutTargetsCommand({
      Rule: 'listener',
      EventBusName,
      Targets: [{ Id: 'queue', Arn: Attributes?.QueueArn }],
    }),
  );
  const bodies: string[] = [];
  return {
    text: () => bodies.join('\n'),
    includes: (part: string) => bodies.some((body) => body.includes(part)),
    async poll(): Promise<undefined> {
      const { Messages = [] } = await sqs.send(
        new ReceiveMessageCommand({ QueueUrl, MaxNumberOfMessages: 10, VisibilityTimeout: 600 }),
      );
      bodies.push(...Messages.map(({ Body }) => Body ?? ''));
    },
  };
}
