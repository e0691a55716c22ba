import { expect, test } from 'vitest';

import { reasonsIn } from '../../local/cdk.ts';

test('a failed resource is the reason, not what followed from it', () => {
  const reasons = reasonsIn([
    'Foyer-local: start: Building Foyer-local Template',
    'Foyer-local | 3/40 | 9:48:00 PM | CREATE_COMPLETE | AWS::SQS::Queue | Queue',
    'Foyer-local | 4/40 | 9:48:00 PM | CREATE_FAILED | AWS::Lambda::Function | Api Resource handler returned: no',
    'Foyer-local | 4/40 | 9:48:01 PM | ROLLBACK_IN_PROGRESS | AWS::CloudFormation::Stack | Foyer-local',
    '❌  Foyer-local failed: ToolkitError: the stack did not deploy',
  ]);
  expect(reasons).toEqual([
    'Foyer-local | 4/40 | 9:48:00 PM | CREATE_FAILED | AWS::Lambda::Function | Api Resource handler returned: no',
    '❌  Foyer-local failed: ToolkitError: the stack did not deploy',
  ]);
});

test('without one, the last words before it ended', () => {
  const reasons = reasonsIn([
    '',
    'Foyer cannot be configured like this.',
    '  siteUrl: write where the pages are.',
    '',
    'Subprocess exited with error 1',
  ]);
  expect(reasons).toEqual([
    'Foyer cannot be configured like this.',
    'siteUrl: write where the pages are.',
  ]);
});

test('what does not compile is told with its place', () => {
  const reasons = reasonsIn([
    '✘ [ERROR] Unexpected ";"',
    '',
    '    lambdas/mailer/handler.ts:60:17:',
    '      60 │ export const x = ;',
    '         ╵                  ^',
    'node:internal/modules/run_main:107',
    'CommandExitedWithNonZeroStatus: npx --no-install esbuild exited with status 1',
  ]);
  expect(reasons.slice(0, 3)).toEqual([
    '✘ [ERROR] Unexpected ";"',
    '    lambdas/mailer/handler.ts:60:17:',
    '      60 │ export const x = ;',
  ]);
});
