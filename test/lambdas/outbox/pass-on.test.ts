import { marshall } from '@aws-sdk/util-dynamodb';
import type { DynamoDBRecord } from 'aws-lambda';
import { describe, expect, test, vi } from 'vitest';
import { passOn } from '../../../lambdas/outbox/pass-on.ts';
import type { Change, Failure } from '../../../lambdas/outbox/relay.ts';

const invitation = (id: string) => ({
  pk: `invitation#${id}`,
  sk: 'invitation',
  tenantId: 'acme',
  kind: 'customer',
  status: 'pending',
  delivery: { status: 'queued', sends: 1 },
  createdAt: '2030-01-01T12:00:00.000Z',
  expiresAt: '2030-01-08T12:00:00.000Z',
  updatedAt: '2030-01-01T12:00:00.000Z',
});

function record(sequence: string, item: { readonly pk: string; readonly sk: string }) {
  return {
    eventID: `event-${sequence}`,
    eventName: 'INSERT',
    dynamodb: {
      SequenceNumber: sequence,
      Keys: marshall({ pk: item.pk, sk: item.sk }),
      NewImage: marshall(item),
    },
  } as DynamoDBRecord;
}

function setup(...failures: Failure[]) {
  const pass = vi.fn<(changes: readonly Change[]) => Promise<readonly Failure[]>>(
    async () => failures,
  );
  const error = vi.fn<(message: string, ...more: unknown[]) => void>();
  return { pass, error, relay: { pass }, logger: { error } };
}

describe('a batch of the stream', () => {
  test('is handed over as a whole, each change with its item and its place', async () => {
    const { relay, pass, logger } = setup();
    const records = [record('1', invitation('inv_1')), record('2', invitation('inv_2'))];
    await expect(passOn(records, relay, logger)).resolves.toEqual({ batchItemFailures: [] });
    expect(pass).toHaveBeenCalledOnce();
    expect(pass.mock.calls[0]?.[0].map(({ key, sequence }) => [key, sequence])).toEqual([
      ['invitation#inv_1', '1'],
      ['invitation#inv_2', '2'],
    ]);
  });

  test('reports what could not be passed on, so that Lambda repeats from there', async () => {
    const { relay, logger, error } = setup({ sequence: '2', cause: 'ThrottlingException' });
    const records = [record('1', invitation('inv_1')), record('2', invitation('inv_2'))];
    await expect(passOn(records, relay, logger)).resolves.toEqual({
      batchItemFailures: [{ itemIdentifier: '2' }],
    });
    expect(error).toHaveBeenCalledExactlyOnceWith('Change not passed on', {
      sequence: '2',
      cause: 'ThrottlingException',
    });
  });

  test('passes on the neighbours of a change that cannot be read, and reports that one', async () => {
    const { relay, pass, logger } = setup();
    const spoiled = { ...invitation('inv_1'), status: 'unheard of' };
    const records = [record('1', spoiled), record('2', invitation('inv_1'))];
    await expect(passOn(records, relay, logger)).resolves.toEqual({
      batchItemFailures: [{ itemIdentifier: '1' }],
    });
    expect(pass.mock.calls[0]?.[0].map(({ sequence }) => sequence)).toEqual(['2']);
  });

  test('without anything that follows calls nobody for it', async () => {
    const { relay, pass, logger } = setup();
    await passOn([record('1', { pk: 'lock#1', sk: 'lock' })], relay, logger);
    expect(pass).toHaveBeenCalledExactlyOnceWith([]);
  });
});
