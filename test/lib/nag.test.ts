import { expect, test } from 'vitest';

import { elsewhere, everything, findings, production } from './synthesise.ts';

test('every finding is acknowledged with a bootstrap qualifier of the team', () => {
  const context = { '@aws-cdk/core:bootstrapQualifier': 'ourown' };
  expect(findings(production, context)).toEqual([]);
});

test.each([
  ['production', production],
  [
    'production with pages hosted elsewhere',
    { ...elsewhere, stage: 'production', retainData: true },
  ],
  ['production with a web ACL and its own domains', everything],
  ['a stage on the default CloudFront domain', { senderAddress: 'invitations@example.com' }],
])('every finding of the rule packs about %s is acknowledged', (_, settings) => {
  expect(findings(settings)).toEqual([]);
});
