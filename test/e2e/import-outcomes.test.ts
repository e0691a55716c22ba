import { setTimeout as pause } from 'node:timers/promises';

import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import {
  LambdaClient,
  paginateListEventSourceMappings,
  UpdateEventSourceMappingCommand,
} from '@aws-sdk/client-lambda';
import { GetQueueUrlCommand, PurgeQueueCommand, SQSClient } from '@aws-sdk/client-sqs';
import { UpdateCommand } from '@aws-sdk/lib-dynamodb';
import { expect, onTestFinished, test } from 'vitest';

import { importKey } from '../../lambdas/modules/imports/import-item.ts';
import { MINUTE, SECOND } from '../../lambdas/modules/platform/clock.ts';
import { tableClient } from '../../lambdas/modules/records/table.ts';
import { IMPORT_GRACE_PERIOD } from '../../lambdas/reconciler/reconcile.ts';
import { localClientConfig } from '../../local/local-aws.ts';
import { startReceiver } from '../support/fakes/webhook-receiver.ts';
import {
  administratorOf,
  type Answer,
  foyer,
  mailsTo,
  until,
} from '../support/foyer/foyer-client.ts';
import { completed, importOf, newAddresses, say, upload } from '../support/foyer/import-client.ts';
import { runReconciler } from '../support/modules/reconciling.ts';

const aws = () => localClientConfig(foyer().awsEndpoint);

/**
 * Returns the largest file that is accepted: ten thousand different people, and exactly the maximum number of bytes.
 */
function largestFile(bytes: number): string {
  const addresses = newAddresses(10_000);
  const header = 'email,company,firstName,lastName,message\n';
  const plain = addresses.map((email, n) => `${email},Company ${n},First ${n},Last ${n},`);
  const room = bytes - header.length - plain.join('\n').length;
  const [each, more] = [Math.floor(room / plain.length), room % plain.length];
  const rows = plain.map((row, n) => row + 'x'.repeat(n < more ? each + 1 : each));
  return header + rows.join('\n');
}

/** Creates an administrator whose server receives an event when an import is completed. */
async function listening() {
  const admin = await administratorOf();
  const receiver = await startReceiver();
  const types = ['import.completed'];
  const created: Answer = await admin.post('/v1/webhooks', { url: receiver.url, events: types });
  expect(created.status, created.text).toBe(201);
  onTestFinished(async () => {
    await admin.delete(`/v1/webhooks/${created.body.id}`);
    await receiver.close();
  });
  const told = (id: string) =>
    until(`what became of ${id} at the receiver`, async () =>
      receiver.received
        .map(
          ({ body }) => JSON.parse(body) as { data: { invitationImport: Record<string, unknown> } },
        )
        .map(({ data }) => data.invitationImport)
        .find((said) => said['id'] === id),
    );
  return { admin, told };
}

/** Fills the table, which slows down all tests that share it: `npm run test:release`. */
const beforeRelease = { skip: process.env['FOYER_RELEASE'] === undefined };

test(
  'accepts the largest file, with ten thousand different people, and stops soon after it is canceled',
  beforeRelease,
  async () => {
    const { admin, told } = await listening();
    const csv = largestFile(4_500_000);
    const began = performance.now();
    const { status, body, text } = await upload(admin, csv, '?dryRun=true');
    const taken = performance.now() - began;
    expect(status, text).toBe(202);
    expect(await importOf(admin, body.id)).toMatchObject({ total: 10_000, status: 'queued' });
    await until('its first rows', async () => {
      const { counts } = await importOf(admin, body.id);
      return counts.wouldCreate > 0 ? true : undefined;
    });

    const cancelled = await admin.post(`/v1/invitation-imports/${body.id}/cancel`);
    expect(cancelled.status, cancelled.text).toBe(200);
    expect(cancelled.body).toMatchObject({ status: 'canceled' });
    const from = performance.now();
    const job = await completed(admin, body.id);
    const { wouldCreate, skipped } = job.counts;
    expect(job).toMatchObject({ status: 'canceled', counts: { error: 0, pending: 0 } });
    expect(wouldCreate + skipped).toBe(10_000);
    expect(skipped).toBeGreaterThan(9_000);
    const skippedRows = await importOf(admin, body.id, '?outcome=skipped');
    expect(skippedRows.data[0]).toMatchObject({ outcome: 'skipped', reason: 'canceled' });
    expect(await told(body.id)).toMatchObject({
      status: 'canceled',
      dryRun: true,
      total: 10_000,
      wouldCreate,
      skipped,
    });
    const again = await admin.post(`/v1/invitation-imports/${body.id}/cancel`);
    expect(again.body).toMatchObject({ status: 'canceled', updatedAt: job.completedAt });
    say(
      `10 000 different rows (4.5 MB): answered after ${Math.round(taken)} ms; ` +
        `cancelled, ${skipped} rows were done with after ${Math.round((performance.now() - from) / SECOND)} s`,
    );
  },
);

test('rejects a file that is one byte too large', async () => {
  const admin = await administratorOf();
  const { status, body } = await upload(admin, largestFile(4_500_001), '?dryRun=true');
  expect([status, body.code]).toEqual([413, 'payload_too_large']);
});

test('does not let another tenant’s administrator cancel an import', async () => {
  const [admin, other] = [await administratorOf(), await administratorOf('otherAdmin')];
  const { body } = await upload(admin, `email\n${newAddresses(1)[0]}`, '?dryRun=true');
  const path = `/v1/invitation-imports/${body.id}/cancel`;
  expect((await other.post(path)).status).toBe(404);
  expect(await completed(admin, body.id)).toMatchObject({ status: 'completed' });
});

/** Returns the event source mapping from the row queue to the importer. */
async function importMapping() {
  const lambda = new LambdaClient(aws());
  for await (const { EventSourceMappings = [] } of paginateListEventSourceMappings(
    { client: lambda },
    {},
  ))
    for (const { UUID, EventSourceArn = '', FunctionArn = '' } of EventSourceMappings)
      if (FunctionArn.includes('Importer')) {
        const turn = (Enabled: boolean) =>
          lambda.send(new UpdateEventSourceMappingCommand({ UUID, Enabled }));
        return { queueName: EventSourceArn.split(':').at(-1), turn };
      }
  throw new Error('There is no importer.');
}

/** Backdates an import, so that the reconciler considers it stalled. */
async function moveQueuedAt(importId: string): Promise<void> {
  await tableClient(new DynamoDBClient(aws())).send(
    new UpdateCommand({
      TableName: foyer().tableName,
      Key: importKey(importId),
      UpdateExpression: 'SET queuedAt = :then',
      ConditionExpression: 'attribute_exists(queuedAt)',
      ExpressionAttributeValues: {
        ':then': new Date(Date.now() - IMPORT_GRACE_PERIOD - MINUTE).toISOString(),
      },
    }),
  );
}

test('resumes an import whose messages were lost, and emails nobody twice', async () => {
  const { admin, told } = await listening();
  const { queueName, turn } = await importMapping();
  const sqs = new SQSClient(aws());
  const addresses = newAddresses(30);
  await turn(false);
  onTestFinished(async () => {
    await turn(true);
  });
  // Polls that have already started may still receive messages.
  await pause(2 * SECOND);
  const rows = addresses.map((email) => ({ email }));
  const { body } = await admin.post('/v1/invitation-imports', { rows });
  await pause(3 * SECOND);
  const { QueueUrl } = await sqs.send(new GetQueueUrlCommand({ QueueName: queueName }));
  await sqs.send(new PurgeQueueCommand({ QueueUrl }));
  await turn(true);
  await pause(3 * SECOND);
  expect(await importOf(admin, body.id)).toMatchObject({ status: 'queued' });

  await moveQueuedAt(body.id);
  await runReconciler();
  const job = await completed(admin, body.id);
  expect(job.counts).toMatchObject({ created: 30, pending: 0 });
  expect(await told(body.id)).toMatchObject({ status: 'completed', created: 30, error: 0 });
  await until('the last mail', async () =>
    (await mailsTo(addresses.at(-1) ?? '')).length > 0 ? true : undefined,
  );
  for (const address of addresses) expect(await mailsTo(address)).toHaveLength(1);
});
