import { expect, test } from 'vitest';

import { elsewhere, findings, production } from './synthesise.ts';

test.each([
  ['production', production],
  ['production with the pages elsewhere', { ...elsewhere, stage: 'production', retainData: true }],
  ['a stage on the domain that CloudFront gives', { senderAddress: 'invitations@example.com' }],
])('the rule packs have nothing against %s that was not answered', (_, settings) => {
  expect(findings(settings)).toEqual([]);
});
