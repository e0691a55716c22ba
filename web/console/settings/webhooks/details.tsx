import { getWebhook } from '../../../../client/src/generated/sdk.gen.ts';
import type { Webhook } from '../../../../client/src/generated/types.gen.ts';
import { call } from '../../../app/api.ts';
import { Dialog, DialogBody, DialogFoot } from '../../../app/dialog.tsx';
import { exactTime, Facts, Loading, Pill, Time } from '../../../app/display.tsx';
import { ProblemNote } from '../../../app/problem.tsx';
import { useQuery } from '../../../app/query.ts';
import { type Ask, webhookMenu } from './actions.tsx';
import { Deliveries } from './deliveries.tsx';
import { NOW_AND_THEN, standingOf } from './standing.ts';
import { LastTest } from './test.tsx';
import { ALL } from './webhook-form.ts';
import { webhooksWords } from './words.ts';

/** A webhook next to the list, with its status, remedy, last test, and undelivered events. */
export function WebhookDetails({
  id,
  ask,
  onClose,
}: {
  readonly id: string;
  /** Undefined for read-only roles. */
  readonly ask?: Ask;
  readonly onClose: () => void;
}) {
  const texts = webhooksWords.texts();
  const { data, error, refetch } = useQuery({
    key: ['webhooks', 'one', id],
    read: () => call(getWebhook({ path: { id } })),
    again: () => NOW_AND_THEN,
  });
  return (
    <Dialog
      kind="drawer"
      title={data?.url ?? texts.webhook}
      heading={<span class="name">{data?.url ?? texts.webhook}</span>}
      onClose={onClose}
    >
      <DialogBody isRead>
        {data === undefined ? (
          error === null ? (
            <Loading />
          ) : (
            <ProblemNote failure={error} onRetry={() => void refetch()} />
          )
        ) : (
          <Details webhook={data} mayChange={ask !== undefined} />
        )}
      </DialogBody>
      {data !== undefined && ask !== undefined && (
        <DialogFoot>
          {webhookMenu(data, ask).map(({ label, danger, onSelect }) => (
            <button
              key={label}
              class={danger === true ? 'button button-quiet button-warn' : 'button button-quiet'}
              type="button"
              onClick={onSelect}
            >
              {label}
            </button>
          ))}
        </DialogFoot>
      )}
    </Dialog>
  );
}

function Details({
  webhook,
  mayChange,
}: {
  readonly webhook: Webhook;
  readonly mayChange: boolean;
}) {
  const texts = webhooksWords.texts();
  const { name, tone, since } = standingOf(webhook);
  const { events, previousSecretUntil } = webhook;
  const isRotating =
    previousSecretUntil !== undefined && new Date(previousSecretUntil) > new Date();
  return (
    <>
      <div class={`callout callout-${tone}`}>
        <p class="states">
          <Pill tone={tone}>{texts.statuses[name]}</Pill>
          {since !== undefined && <span>{texts.since(exactTime(new Date(since)))}</span>}
        </p>
        <p>{texts.explanations[name]}</p>
      </div>
      <Facts
        facts={[
          [texts.description, webhook.description],
          [texts.events, events.includes(ALL) ? texts.allEvents : events.join('\n')],
          [texts.created, <Time key="at" at={webhook.createdAt} />],
          [
            texts.previousSecret,
            isRotating && texts.previousSecretUntil(exactTime(new Date(previousSecretUntil))),
          ],
        ]}
      />
      <LastTest webhook={webhook} mayChange={mayChange} />
      <Deliveries webhook={webhook} mayChange={mayChange} />
    </>
  );
}
