import { CheckIcon } from '../shared/icons.tsx';
import { signInAddress } from '../shared/sign-in-hint.ts';
import type { Account, Invitation } from './sign-up-api.ts';
import { TenantBadge } from './tenant-badge.tsx';
import { useTexts } from './texts-context.ts';
import { useFocusOnMount } from './use-focus.ts';

/** The account exists: says so, says under which name, and leads to signing in. */
export function Confirmation({
  invitation,
  account,
}: {
  readonly invitation: Invitation;
  readonly account: Account;
}) {
  const texts = useTexts();
  const heading = useFocusOnMount<HTMLHeadingElement>(true);
  return (
    <main class="screen">
      <TenantBadge tenant={invitation.tenant} />
      <div class="card notice">
        <span class="notice-icon notice-icon-done">
          <CheckIcon />
        </span>
        <h1 class="card-title" tabIndex={-1} ref={heading}>
          {account.awaitingApproval ? texts.done.waitingTitle : texts.done.title}
        </h1>
        <p>{texts.done.lead(invitation.tenant.name)[invitation.kind]}</p>
        <dl class="fact">
          <dt>{texts.done.signInName}</dt>
          <dd>{account.email}</dd>
        </dl>
        <p>
          {account.awaitingApproval ? texts.done.waiting(invitation.tenant.name) : texts.done.next}
        </p>
        <a
          class="button"
          href={signInAddress(account.signInUrl, {
            email: account.email,
            language: texts.language,
          })}
        >
          {texts.signIn}
        </a>
      </div>
    </main>
  );
}
