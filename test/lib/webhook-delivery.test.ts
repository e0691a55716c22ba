import { expect, test } from 'vitest';

import { QUICK_RETRIES } from '../../lambdas/modules/webhooks/deliver.ts';
import {
  ATTEMPT_MS,
  LOOKUP_MS,
  MESSAGE_MS,
} from '../../lambdas/modules/webhooks/webhook-targets.ts';
import { production, synthesise } from './synthesise.ts';
import { functionDescribed, idOf, resourcesOf } from './template.ts';

const inProduction = synthesise(production);

test('a batch of deliveries takes at most half the timeout, and is not delivered again before the function has ended', () => {
  const webhooks = functionDescribed(inProduction, 'Foyer: delivers events to webhooks');
  // In parallel, so that ten take as long as one: an attempt with its reads and writes.
  expect(ATTEMPT_MS + LOOKUP_MS).toBeLessThan(MESSAGE_MS);
  expect(2 * MESSAGE_MS).toBeLessThanOrEqual(webhooks.Timeout * 1_000);
  const id = idOf(inProduction, 'AWS::SQS::Queue', 'WebhooksDeliveries');
  const queue = resourcesOf(inProduction, 'AWS::SQS::Queue')[id];
  expect(queue).toMatchObject({ VisibilityTimeout: 6 * webhooks.Timeout });
  const { maxReceiveCount } = queue?.['RedrivePolicy'] as { maxReceiveCount: number };
  expect(maxReceiveCount).toBeGreaterThan(2 * QUICK_RETRIES);
  inProduction.hasResourceProperties('AWS::Lambda::EventSourceMapping', {
    EventSourceArn: { 'Fn::GetAtt': [id, 'Arn'] },
    BatchSize: 10,
    FunctionResponseTypes: ['ReportBatchItemFailures'],
    ScalingConfig: { MaximumConcurrency: 10 },
  });
});
