import { useEffect, useState } from 'preact/hooks';

import { getWebhook, sendWebhookTest } from '../../../../client/src/generated/sdk.gen.ts';
import type { Webhook } from '../../../../client/src/generated/types.gen.ts';
import { call } from '../../../app/api.ts';
import { BusyButton } from '../../../app/dialog.tsx';
import { Pill, Time } from '../../../app/display.tsx';
import { ProblemNote } from '../../../app/problem.tsx';
import { refresh, useAction, useQuery } from '../../../app/query.ts';
import { answerOf, isTaken } from './standing.ts';
import { webhooksWords } from './words.ts';

const OFTEN = 1_000;
/** Milliseconds to wait for a test, which takes a few seconds. Later results appear with the next refresh. */
const PATIENCE = 30_000;

/** Sends a test event, and shows the last result as soon as it is available. */
export function LastTest({
  webhook: { id, lastTest },
  mayChange,
}: {
  readonly webhook: Webhook;
  readonly mayChange: boolean;
}) {
  const texts = webhooksWords.texts();
  const [sent, setSent] = useState<string>();
  const [isLate, setLate] = useState(false);
  const send = useAction(async () => {
    const { eventId } = await call(sendWebhookTest({ path: { id } }));
    setLate(false);
    setSent(eventId);
  });
  const isOpen = sent !== undefined && sent !== lastTest?.eventId;
  const isWaiting = isOpen && !isLate;
  useQuery({
    key: ['webhooks', 'one', id],
    read: () => call(getWebhook({ path: { id } })),
    again: () => (isWaiting ? OFTEN : false),
  });
  useEffect(() => {
    if (!isWaiting) return undefined;
    const timer = setTimeout(() => {
      setLate(true);
    }, PATIENCE);
    return () => {
      clearTimeout(timer);
    };
  }, [isWaiting]);
  useEffect(() => {
    // A failed test is also listed among the deliveries.
    if (sent !== undefined && !isOpen) void refresh('webhooks', 'deliveries', id);
  }, [isOpen]);
  return (
    <section class="part-of-page" aria-label={texts.testTitle}>
      <header class="section-head">
        <h3>{texts.testTitle}</h3>
        {mayChange && (
          <BusyButton
            class="button button-quiet button-small"
            isBusy={send.isBusy || isWaiting}
            onClick={send.run}
          >
            {texts.test}
          </BusyButton>
        )}
      </header>
      <ProblemNote failure={send.failure} />
      <div role="status">
        {isOpen ? (
          <p class="under">{isLate ? texts.testSlow : texts.testSending}</p>
        ) : lastTest === undefined ? (
          <p class="under">{texts.testNone}</p>
        ) : (
          <>
            <p class="states">
              <Pill tone={isTaken(lastTest) ? 'good' : 'bad'}>
                {isTaken(lastTest) ? texts.testArrived : texts.testFailed}
              </Pill>
              <Time at={lastTest.at} />
            </p>
            <p class="under">{answerOf(lastTest, texts)}</p>
          </>
        )}
      </div>
    </section>
  );
}
