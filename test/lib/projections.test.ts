import { Match } from 'aws-cdk-lib/assertions';
import { test } from 'vitest';

import { production, synthesise } from './synthesise.ts';

const inProduction = synthesise(production);

/** Sort keys of the records that projections follow, in one filter because Lambda allows only five. */
const projected = [
  ...['invitation', 'customer', 'tenant', 'import', 'note', 'heartbeat'],
  ...['contact', 'application', 'preset', 'webhook', 'client', 'administrator'].map((record) => ({
    prefix: `${record}#`,
  })),
];

test('only records that are searched, counted, or logged invoke the function, and failed changes are kept', () => {
  inProduction.hasResourceProperties('AWS::Lambda::EventSourceMapping', {
    StartingPosition: 'TRIM_HORIZON',
    BisectBatchOnFunctionError: true,
    MaximumRetryAttempts: 10,
    FunctionResponseTypes: ['ReportBatchItemFailures'],
    DestinationConfig: {
      OnFailure: {
        Destination: { 'Fn::GetAtt': [Match.stringLikeRegexp('^ProjectionsFailures'), 'Arn'] },
      },
    },
    FilterCriteria: {
      Filters: [{ Pattern: JSON.stringify({ dynamodb: { Keys: { sk: { S: projected } } } }) }],
    },
  });
});
