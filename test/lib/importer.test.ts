import { expect, test } from 'vitest';

import { production, synthesise } from './synthesise.ts';
import { functionDescribed, idOf, resourcesOf } from './template.ts';

const inProduction = synthesise(production);

test('chunks of imports are processed by a few importers, and become dead letters after the number of attempts that the importer assumes', () => {
  const { Environment } = functionDescribed(
    inProduction,
    'Foyer: sends the invitations of imports',
  );
  const id = idOf(inProduction, 'AWS::SQS::Queue', 'ImportsQueue');
  expect(resourcesOf(inProduction, 'AWS::SQS::Queue')[id]).toMatchObject({
    RedrivePolicy: { maxReceiveCount: Number(Environment.Variables['IMPORT_MAX_RECEIVES']) },
    VisibilityTimeout: 360,
  });
  inProduction.hasResourceProperties('AWS::Lambda::EventSourceMapping', {
    EventSourceArn: { 'Fn::GetAtt': [id, 'Arn'] },
    BatchSize: 1,
    FunctionResponseTypes: ['ReportBatchItemFailures'],
    ScalingConfig: { MaximumConcurrency: 2 },
  });
});
