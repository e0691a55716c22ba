import { expect, test } from 'vitest';

import {
  EventStreamSerde,
  eventStreamSerdeProvider,
} from '../../../../lambdas/modules/platform/sdk-event-streams.ts';

test('an operation that streams events fails and names the setting that leaves it out', () => {
  expect(EventStreamSerde).toThrow('lib/service-function.ts');
  expect(eventStreamSerdeProvider).toThrow('lib/service-function.ts');
});
