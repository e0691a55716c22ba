import { marshall } from '@aws-sdk/util-dynamodb';
import type { DynamoDBRecord } from 'aws-lambda';
import { describe, expect, test, vi } from 'vitest';

import type { OpenChanges } from '../../../lambdas/outbox/open-count.ts';
import type { Change, RelayFailure } from '../../../lambdas/outbox/relay.ts';
import { relayChanges } from '../../../lambdas/outbox/relay-changes.ts';
import { TestClock } from '../../support/engine/clock.ts';

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

function setup(...failures: RelayFailure[]) {
  const pass = vi.fn<(changes: readonly Change[]) => Promise<readonly RelayFailure[]>>(
    async () => failures,
  );
  const error = vi.fn<(message: string, ...more: unknown[]) => void>();
  const warn = vi.fn<(message: string, ...more: unknown[]) => void>();
  const count = vi.fn<(changes: OpenChanges, now: Date) => Promise<void>>(async () => undefined);
  const deps = {
    relay: { pass },
    counter: { count },
    clock: new TestClock(),
    logger: { error, warn },
  };
  /** Returns what was added to acme's open invitations. */
  const counted = () => count.mock.calls.map(([changes]) => [...(changes.get('acme') ?? [])]);
  return { pass, error, warn, count, counted, deps };
}

describe('a batch of stream records', () => {
  test('is passed on as a whole, each change with its item and its sequence number', async () => {
    const { deps, pass } = setup();
    const records = [record('1', invitation('inv_1')), record('2', invitation('inv_2'))];
    await expect(relayChanges(records, deps)).resolves.toEqual({ batchItemFailures: [] });
    expect(pass).toHaveBeenCalledOnce();
    expect(pass.mock.calls[0]?.[0].map(({ key, sequence }) => [key, sequence])).toEqual([
      ['invitation#inv_1', '1'],
      ['invitation#inv_2', '2'],
    ]);
  });

  test('reports what could not be processed, so that Lambda retries from there', async () => {
    const { deps, error } = setup({ sequence: '2', cause: 'ThrottlingException' });
    const records = [record('1', invitation('inv_1')), record('2', invitation('inv_2'))];
    await expect(relayChanges(records, deps)).resolves.toEqual({
      batchItemFailures: [{ itemIdentifier: '2' }],
    });
    expect(error).toHaveBeenCalledExactlyOnceWith('Change not passed on', {
      sequence: '2',
      cause: 'ThrottlingException',
    });
  });

  test('processes the neighbors of a change that cannot be read, and reports that one', async () => {
    const { deps, pass } = setup();
    const spoiled = { ...invitation('inv_1'), status: 'unheard of' };
    const records = [record('1', spoiled), record('2', invitation('inv_1'))];
    await expect(relayChanges(records, deps)).resolves.toEqual({
      batchItemFailures: [{ itemIdentifier: '1' }],
    });
    expect(pass.mock.calls[0]?.[0].map(({ sequence }) => sequence)).toEqual(['2']);
  });

  test('without consequences causes no calls', async () => {
    const { deps, pass } = setup();
    const later = { ...invitation('inv_1'), updatedAt: '2030-01-02T12:00:00.000Z' };
    const touched = record('2', later);
    touched.dynamodb = { ...touched.dynamodb, OldImage: marshall(invitation('inv_1')) } as never;
    await relayChanges([record('1', { pk: 'lock#1', sk: 'lock' }), touched], deps);
    expect(pass).toHaveBeenCalledExactlyOnceWith([]);
  });
});

describe('open invitations', () => {
  test('are counted by the day on which they expire', async () => {
    const { deps, counted } = setup();
    await relayChanges([record('1', invitation('inv_1')), record('2', invitation('inv_2'))], deps);
    expect(counted()).toEqual([[['d20300108', 2]]]);
  });

  test('are not counted from the record that Lambda retries', async () => {
    const { deps, counted } = setup({ sequence: '2', cause: 'ThrottlingException' });
    const records = ['1', '2', '3'].map((n) => record(n, invitation(`inv_${n}`)));
    await relayChanges(records, deps);
    expect(counted()).toEqual([[['d20300108', 1]]]);
  });

  test('that cannot be counted do not block anything', async () => {
    const { deps, count, warn } = setup();
    count.mockRejectedValue(new Error('The table throttles.'));
    await expect(relayChanges([record('1', invitation('inv_1'))], deps)).resolves.toEqual({
      batchItemFailures: [],
    });
    expect(warn).toHaveBeenCalledOnce();
  });

  test('cause no call if there are none', async () => {
    const { deps, count } = setup();
    const sent = { ...invitation('inv_1'), delivery: { status: 'sent', sends: 1 } };
    const change = record('1', sent);
    change.dynamodb = { ...change.dynamodb, OldImage: marshall(invitation('inv_1')) } as never;
    await relayChanges([change], deps);
    expect(count).not.toHaveBeenCalled();
  });
});
