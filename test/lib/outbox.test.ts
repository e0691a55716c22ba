import { Match } from 'aws-cdk-lib/assertions';
import { test } from 'vitest';

import { production, synthesise } from './synthesise.ts';

const inProduction = synthesise(production);

test('only changes with consequences invoke the outbox, and failed ones are kept', () => {
  inProduction.hasResourceProperties('AWS::Lambda::EventSourceMapping', {
    StartingPosition: 'TRIM_HORIZON',
    BisectBatchOnFunctionError: true,
    MaximumRetryAttempts: 10,
    FunctionResponseTypes: ['ReportBatchItemFailures'],
    DestinationConfig: { OnFailure: { Destination: Match.anyValue() } },
    FilterCriteria: {
      Filters: [
        // AWS allows five filters.
        {
          Keys: {
            sk: { S: ['invitation', 'customer', 'import', 'heartbeat', { prefix: 'contact#' }] },
          },
        },
        {
          Keys: { sk: { S: [{ prefix: 'administrator#' }] } },
          NewImage: { delivery: { M: { status: { S: ['queued'] } } } },
        },
        {
          Keys: { sk: { S: [{ prefix: 'test-email#' }] } },
          NewImage: { mail: { M: { subject: { S: [{ exists: true }] } } } },
        },
        {
          Keys: { sk: { S: [{ prefix: 'webhook#' }] } },
          NewImage: { disabled: { M: { reason: { S: [{ exists: true }] } } } },
        },
      ].map((dynamodb) => ({ Pattern: JSON.stringify({ dynamodb }) })),
    },
  });
});
