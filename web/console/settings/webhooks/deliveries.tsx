import { useState } from 'preact/hooks';

import {
  listWebhookDeliveries,
  replayWebhookDeliveries,
} from '../../../../client/src/generated/sdk.gen.ts';
import type { Webhook, WebhookDelivery } from '../../../../client/src/generated/types.gen.ts';
import { call } from '../../../app/api.ts';
import { BusyButton } from '../../../app/dialog.tsx';
import { Loading, Pill, relativeTime, Time } from '../../../app/display.tsx';
import { ProblemNote } from '../../../app/problem.tsx';
import { refresh, SOON, useAction, useQuery } from '../../../app/query.ts';
import { Pager } from '../../../app/table.tsx';
import { pageLanguage } from '../../../app/words.ts';
import { answerOf, nextLook } from './standing.ts';
import { webhooksWords } from './words.ts';

const LIMIT = 25;
/** Milliseconds after a replay during which the list is refreshed often. */
const REPLAY = 20_000;

/** Undelivered events: those being retried, and failed ones, which can be replayed. */
export function Deliveries({
  webhook: { id, enabled },
  mayChange,
}: {
  readonly webhook: Webhook;
  readonly mayChange: boolean;
}) {
  const texts = webhooksWords.texts();
  // Previous cursors. They are not in the URL, whose only cursor is the webhook list's.
  const [cursors, setCursors] = useState<readonly string[]>([]);
  const [watchedUntil, setWatchedUntil] = useState(0);
  const cursor = cursors.at(-1);
  const answer = useQuery({
    key: ['webhooks', 'deliveries', id, cursor],
    read: () =>
      call(
        listWebhookDeliveries({
          path: { id },
          query: { limit: LIMIT, ...(cursor !== undefined && { cursor }) },
        }),
      ),
    again: (page) => (Date.now() < watchedUntil ? SOON : nextLook(page?.data ?? [], new Date())),
    keepPrevious: true,
  });
  const replay = useAction(async () => {
    await call(replayWebhookDeliveries({ path: { id } }));
    setWatchedUntil(Date.now() + REPLAY);
    await refresh('webhooks');
  });
  const { data, error } = answer;
  if (data === undefined)
    return error === null ? (
      <Loading />
    ) : (
      <ProblemNote failure={error} onRetry={() => void answer.refetch()} />
    );
  const canReplay = mayChange && data.data.some(({ status }) => status === 'failed');
  const next = data.nextCursor ?? undefined;
  return (
    <section class="part-of-page" aria-label={texts.deliveries}>
      <header class="section-head">
        <h3>{texts.deliveries}</h3>
        {canReplay && enabled && (
          <BusyButton
            class="button button-quiet button-small"
            isBusy={replay.isBusy}
            onClick={replay.run}
          >
            {texts.replay}
          </BusyButton>
        )}
      </header>
      <p class="under">{texts.deliveriesHint}</p>
      {canReplay && !enabled && <p class="callout">{texts.replayOff}</p>}
      <ProblemNote failure={replay.failure} />
      <div role="status">
        {Date.now() < watchedUntil && data.data.length > 0 && <p>{texts.replayDone}</p>}
        {data.data.length === 0 && <p>{texts.deliveriesNone}</p>}
      </div>
      <ul class="results">
        {data.data.map((delivery) => (
          <Delivery key={delivery.eventId} delivery={delivery} />
        ))}
      </ul>
      <Pager
        list={{
          next:
            next === undefined
              ? undefined
              : () => {
                  setCursors([...cursors, next]);
                },
          previous:
            cursors.length === 0
              ? undefined
              : () => {
                  setCursors(cursors.slice(0, -1));
                },
        }}
      />
    </section>
  );
}

function Delivery({ delivery }: { readonly delivery: WebhookDelivery }) {
  const texts = webhooksWords.texts();
  const { type, eventId, status, attempts, lastStatus, lastFailure, nextAttemptAt } = delivery;
  return (
    <li class="result">
      <span class="result-head">
        <strong>{type}</strong>
        <Pill tone={status === 'failed' ? 'bad' : 'warm'}>{texts.deliveryStatuses[status]}</Pill>
      </span>
      <span>{answerOf({ status: lastStatus, failure: lastFailure }, texts)}</span>
      <span class="under">
        {texts.attempts(attempts)} · <Time at={delivery.updatedAt} />
      </span>
      {nextAttemptAt !== undefined && (
        <span class="under">
          {texts.nextAttempt(relativeTime(new Date(nextAttemptAt), new Date(), pageLanguage()))}
        </span>
      )}
      <span class="under code">{eventId}</span>
    </li>
  );
}
