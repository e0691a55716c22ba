import { expect, test } from 'vitest';

import {
  EventStreamSerde,
  eventStreamSerdeProvider,
} from '../../../../lambdas/modules/platform/sdk-event-streams.ts';

test('an operation that streams events fails and names the setting that leaves it out', () => {
  expect(EventStreamSerde).toThrow('lib/function-bundle.ts');
  expect(eventStreamSerdeProvider).toThrow('lib/function-bundle.ts');
});
