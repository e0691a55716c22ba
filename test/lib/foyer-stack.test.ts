import { Match } from 'aws-cdk-lib/assertions';
import { test } from 'vitest';

import { elsewhere, synthesise } from './synthesise.ts';

const inTest = synthesise(elsewhere);

test.each([
  'ApiUrl',
  'SiteUrl',
  'UserPoolId',
  'WebClientId',
  'SecurityClientId',
  'TableName',
  'LoginUrl',
  'Issuer',
  'MailQueueUrl',
  'MailDeadLetterQueueUrl',
  'ImportDeadLetterQueueUrl',
  'FeedbackDeadLetterQueueUrl',
  'EventBusName',
])('has the output %s with a description', (name) => {
  inTest.hasOutput(name, { Value: Match.anyValue(), Description: Match.anyValue() });
});
