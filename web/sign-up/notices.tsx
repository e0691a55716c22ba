/** Screens that replace the form: loading, a link that cannot be used, and temporary failures. */
import type { ComponentChildren } from 'preact';
import { useEffect } from 'preact/hooks';

import {
  AlertIcon,
  CheckIcon,
  ClockIcon,
  ConnectionIcon,
  LinkIcon,
  PersonIcon,
} from '../shared/icons.tsx';
import type { Trouble } from './outcome.ts';
import { Renewal } from './renewal.tsx';
import type { Tenant } from './tenant.ts';
import { TenantBadge } from './tenant-badge.tsx';
import type { Message, StopReason } from './texts.ts';
import { useTexts } from './texts-context.ts';
import { useCountdown } from './use-countdown.ts';
import { useFocusOnMount } from './use-focus.ts';

/** Appears only if the response takes a moment, to avoid flicker. */
export function Loading() {
  const texts = useTexts();
  return (
    <main class="screen screen-loading" aria-busy="true">
      <div class="loading">
        <span class="spinner" aria-hidden="true" />
        <p>{texts.loading}</p>
      </div>
    </main>
  );
}

const STOP_ICONS: Record<StopReason, () => ComponentChildren> = {
  noToken: LinkIcon,
  invalid: LinkIcon,
  expired: ClockIcon,
  accepted: PersonIcon,
  awaitingApproval: ClockIcon,
  accessSuspended: AlertIcon,
  accountReplaced: PersonIcon,
  accessRemoved: AlertIcon,
  revoked: AlertIcon,
  closed: ClockIcon,
  declined: AlertIcon,
  declinedHere: CheckIcon,
  userExists: PersonIcon,
};

const CAN_SIGN_IN: readonly StopReason[] = ['accepted', 'accountReplaced', 'userExists'];

/** Explains that this link cannot be used, and what to do next. */
export function Stopped({
  token,
  reason,
  tenant,
  focus,
}: {
  readonly token: string;
  readonly reason: StopReason;
  readonly tenant: Tenant | undefined;
  readonly focus: boolean;
}) {
  const texts = useTexts();
  const StopIcon = STOP_ICONS[reason];
  const hasAccount = CAN_SIGN_IN.includes(reason);
  return (
    <Notice message={texts.stop[reason]} icon={<StopIcon />} tenant={tenant} focus={focus}>
      {hasAccount && (
        <a class="button" href="/sign-in">
          {texts.signIn}
        </a>
      )}
      {reason === 'expired' && <Renewal token={token} />}
    </Notice>
  );
}

/** A temporary failure, which can be retried manually and is retried automatically when the connection is back. */
export function Troubled({
  trouble,
  focus,
  onRetry,
}: {
  readonly trouble: Trouble;
  readonly focus: boolean;
  readonly onRetry: () => void;
}) {
  const texts = useTexts();
  const left = useCountdown(trouble.waitSeconds);
  useEffect(() => {
    window.addEventListener('online', onRetry);
    return () => {
      window.removeEventListener('online', onRetry);
    };
  });
  const disconnected = trouble.reason === 'offline' || trouble.reason === 'unreachable';
  return (
    <Notice
      message={texts.trouble[trouble.reason]}
      icon={disconnected ? <ConnectionIcon /> : <AlertIcon />}
      focus={focus}
    >
      <button
        class="button"
        type="button"
        aria-disabled={left > 0}
        onClick={() => {
          if (left === 0) onRetry();
        }}
      >
        {left > 0 ? texts.form.tryAgainIn(left) : texts.form.tryAgain}
      </button>
      {trouble.requestId !== undefined && (
        <p class="reference">{texts.reference(trouble.requestId)}</p>
      )}
    </Notice>
  );
}

/** A card with an icon, a title, and what to do. */
export function Notice({
  message,
  icon,
  tenant,
  focus,
  children,
}: {
  readonly message: Message;
  readonly icon: ComponentChildren;
  readonly tenant?: Tenant | undefined;
  readonly focus: boolean;
  readonly children?: ComponentChildren;
}) {
  const heading = useFocusOnMount<HTMLHeadingElement>(focus);
  return (
    <main class="screen">
      {tenant !== undefined && <TenantBadge tenant={tenant} />}
      <div class="card notice">
        <span class="notice-icon">{icon}</span>
        <h1 class="card-title" tabIndex={-1} ref={heading}>
          {message.title}
        </h1>
        <p>{message.text}</p>
        {message.next.length === 1 ? (
          <p>{message.next[0]}</p>
        ) : (
          <ul class="next-steps">
            {message.next.map((step) => (
              <li key={step}>{step}</li>
            ))}
          </ul>
        )}
        {children}
      </div>
    </main>
  );
}
