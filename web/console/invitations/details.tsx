import {
  getInvitation,
  liftSuppression,
  lookUpSuppression,
} from '../../../client/src/generated/sdk.gen.ts';
import type { Invitation, TimelineEntry } from '../../../client/src/generated/types.gen.ts';
import { fullName } from '../../../lambdas/modules/platform/locale.ts';
import { call, currentSession } from '../../app/api.ts';
import { BusyButton, Dialog, DialogBody, DialogFoot } from '../../app/dialog.tsx';
import { Email, exactTime, Facts, Loading, Pill, Time } from '../../app/display.tsx';
import { ProblemNote } from '../../app/problem.tsx';
import { refresh, SOON, useAction, useQuery } from '../../app/query.ts';
import { toast } from '../../app/toast.tsx';
import { LANGUAGE_NAMES } from '../../shared/locale.ts';
import { type Asked, invitationMenu } from './actions.tsx';
import { deliveryTone, isMoving, PROBLEMS, statusTone } from './states.ts';
import { invitationsWords } from './words.ts';

/** An invitation next to the list, with its status, the reason for it, its details, and its timeline. */
export function InvitationDetails({
  id,
  ask,
  onClose,
}: {
  readonly id: string;
  readonly ask: (asked: Asked) => void;
  readonly onClose: () => void;
}) {
  const texts = invitationsWords.texts();
  const { data, error, refetch } = useQuery({
    key: ['invitations', 'one', id],
    read: () => call(getInvitation({ path: { id } })),
    again: (invitation) =>
      invitation !== undefined && isMoving(invitation, new Date()) ? SOON : false,
  });
  return (
    <Dialog
      kind="drawer"
      title={data?.email ?? texts.title}
      heading={data === undefined ? texts.title : <Email>{data.email}</Email>}
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
          <Details invitation={data} />
        )}
      </DialogBody>
      {data !== undefined && <Actions invitation={data} ask={ask} />}
    </Dialog>
  );
}

function Actions({
  invitation,
  ask,
}: {
  readonly invitation: Invitation;
  readonly ask: (asked: Asked) => void;
}) {
  const items = invitationMenu(invitation, ask);
  if (items.length === 0) return null;
  return (
    <DialogFoot>
      {items.map(({ label, danger, onSelect }) => (
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
  );
}

function Details({ invitation }: { readonly invitation: Invitation }) {
  const texts = invitationsWords.texts();
  const { status, delivery, profile, customer, timeline } = invitation;
  return (
    <>
      <p class="states">
        <Pill tone={statusTone(status)}>{texts.statuses[status]}</Pill>
        {status === 'pending' && (
          <Pill tone={deliveryTone(delivery.status)}>{texts.deliveries[delivery.status]}</Pill>
        )}
      </p>
      {status === 'pending' && <Delivery invitation={invitation} />}
      <Facts
        facts={[
          [texts.name, fullName(profile)],
          [texts.company, customer?.name ?? invitation.company],
          [texts.kind, texts.kinds[invitation.kind]],
          [texts.role, texts.roles[invitation.role]],
          [texts.rank, invitation.rank],
          [texts.phone, invitation.phone ?? profile.phone],
          [texts.groups, invitation.groups.join(', ')],
          [texts.language, languageName(invitation.locale)],
          [texts.invitedBy, invitation.invitedBy.name],
          [texts.invited, <Time key="at" at={invitation.createdAt} />],
          [texts.expires, status === 'pending' && <Time key="at" at={invitation.expiresAt} />],
          [texts.acceptedEmail, invitation.acceptedEmail],
          [texts.sends, String(delivery.sends)],
          [texts.message, invitation.message],
        ]}
      />
      <h3>{texts.timeline}</h3>
      <ol class="timeline">
        {timeline.toReversed().map((entry) => (
          <Step key={`${entry.at} ${entry.type}`} entry={entry} />
        ))}
      </ol>
    </>
  );
}

function Step({ entry: { at, type, by, detail } }: { readonly entry: TimelineEntry }) {
  const texts = invitationsWords.texts();
  return (
    <li class={`step step-${type}`}>
      <p>
        <strong>{texts.timelineTypes[type]}</strong>
        {by !== undefined && <span class="under-inline">{by.name}</span>}
      </p>
      <Time at={at} />
      {detail !== undefined && <p class="under">{detail}</p>}
    </li>
  );
}

/** The email's delivery status, the reason for it, and the remedy. */
function Delivery({ invitation: { email, delivery } }: { readonly invitation: Invitation }) {
  const texts = invitationsWords.texts();
  return (
    <div class={`callout callout-${deliveryTone(delivery.status)}`}>
      <p>{texts.explanations[delivery.status]}</p>
      {delivery.reason !== undefined && (
        <p class="under">
          {texts.deliveryReason}: {delivery.reason}
        </p>
      )}
      {PROBLEMS.includes(delivery.status) && <SuppressionNote email={email} />}
    </div>
  );
}

/** Shows that an address is blocked and until when. People who may do so can unblock it. */
function SuppressionNote({ email }: { readonly email: string }) {
  const texts = invitationsWords.texts().suppression;
  const { data } = useQuery({
    key: ['suppressions', email],
    read: () => call(lookUpSuppression({ body: { email } })),
    // Never refreshed: every lookup is recorded in the activity log.
    staysGood: Infinity,
  });
  const lift = useAction(async () => {
    await call(liftSuppression({ body: { email } }));
    toast(texts.lifted);
    await refresh('suppressions');
  });
  if (data?.suppressed !== true) return null;
  const { until, liftable } = data;
  return (
    <>
      <p class="under">
        {until === undefined ? texts.blocked : texts.until(exactTime(new Date(until)))}
        {!liftable && ` ${texts.fixed}`}
      </p>
      {liftable && currentSession().can('invitations:write') && (
        <BusyButton class="button button-quiet" isBusy={lift.isBusy} onClick={lift.run}>
          {texts.lift}
        </BusyButton>
      )}
      <ProblemNote failure={lift.failure} />
    </>
  );
}

function languageName(locale: string): string {
  const found = Object.entries(LANGUAGE_NAMES).find(([language]) => language === locale);
  return found?.[1] ?? locale;
}
