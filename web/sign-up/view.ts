import type { Trouble } from './outcome.ts';
import type { Account, Invitation } from './sign-up-api.ts';
import type { Tenant } from './tenant.ts';
import type { StopReason, Texts } from './texts.ts';

/** Views of the page. */
export type View =
  | { readonly name: 'loading' }
  | { readonly name: 'form'; readonly invitation: Invitation }
  | {
      readonly name: 'done';
      readonly invitation: Invitation;
      readonly account: Account;
      /** The address as the person writes it. */
      readonly email: string;
    }
  | {
      readonly name: 'stopped';
      readonly reason: StopReason;
      /** The inviting company, if known. */
      readonly tenant?: Tenant | undefined;
    }
  | { readonly name: 'troubled'; readonly trouble: Trouble };

/** The document title. */
export function titleOf(view: View, texts: Texts): string {
  switch (view.name) {
    case 'loading':
      return texts.loading;
    case 'form':
      return `${texts.form.title[view.invitation.kind]} – ${view.invitation.tenant.name}`;
    case 'done':
      return `${texts.done.title} – ${view.invitation.tenant.name}`;
    case 'stopped':
      return texts.stop[view.reason].title;
    case 'troubled':
      return texts.trouble[view.trouble.reason].title;
  }
}

/** The announcement for screen readers. */
export function announcementOf(view: View, texts: Texts): string {
  switch (view.name) {
    case 'loading':
      return texts.loading;
    case 'form':
      return texts.ready(view.invitation.tenant.name);
    default:
      return titleOf(view, texts);
  }
}

/** The inviting company, if known. */
export function tenantOf(view: View): Tenant | undefined {
  if (view.name === 'stopped') return view.tenant;
  return view.name === 'form' || view.name === 'done' ? view.invitation.tenant : undefined;
}
