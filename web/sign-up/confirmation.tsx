import { CheckIcon, ClockIcon } from '../shared/icons.tsx';
import { otherSignInEmail } from '../shared/sign-in-email.ts';
import { signInAddress } from '../shared/sign-in-hint.ts';
import type { Account, Invitation } from './sign-up-api.ts';
import { TenantBadge } from './tenant-badge.tsx';
import { useTexts } from './texts-context.ts';
import { useFocusOnMount } from './use-focus.ts';

/** Confirms that the account exists, shows its sign-in name, and links to sign-in or says that approval is pending. */
export function Confirmation({
  invitation,
  account,
  email,
}: {
  readonly invitation: Invitation;
  readonly account: Account;
  readonly email: string;
}) {
  const texts = useTexts();
  const heading = useFocusOnMount<HTMLHeadingElement>(true);
  const { awaitingApproval: waits } = account;
  return (
    <main class="screen">
      <TenantBadge tenant={invitation.tenant} />
      <div class="card notice">
        <span class={waits ? 'notice-icon' : 'notice-icon notice-icon-done'}>
          {waits ? <ClockIcon /> : <CheckIcon />}
        </span>
        <h1 class="card-title" tabIndex={-1} ref={heading}>
          {waits ? texts.done.waitingTitle : texts.done.title}
        </h1>
        <p>{texts.done.lead(invitation.tenant.name)[invitation.kind]}</p>
        <dl class="fact">
          <dt>{texts.done.signInName}</dt>
          <dd>{account.email}</dd>
        </dl>
        {otherSignInEmail(email) !== undefined && <p>{texts.done.spelling(email)}</p>}
        <p>{waits ? texts.done.waiting(invitation.tenant.name) : texts.done.next}</p>
        <a
          // Signing in does not work yet, but will for people who keep the page open until approval.
          class={waits ? 'button button-quiet' : 'button'}
          href={signInAddress(account.signInUrl, {
            email: account.email,
            language: texts.language,
            atOnce: !waits,
          })}
        >
          {texts.signIn}
        </a>
      </div>
    </main>
  );
}
