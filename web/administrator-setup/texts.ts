/** Texts that only the setup page uses. */
import type { AdministratorRole } from '../../lambdas/modules/platform/scopes.ts';
import type { Message } from '../sign-up/texts.ts';

/** Reasons that a link cannot be used. */
export type SetupStop = 'noToken' | 'invalid' | 'expired' | 'accepted' | 'closed' | 'userExists';

/** The texts in one language. */
export interface SetupTexts {
  readonly loading: string;
  readonly title: string;
  /** `inviter` is undefined if the installation's operator added the person. */
  readonly lead: (tenant: string, inviter?: string) => string;
  readonly email: string;
  readonly role: string;
  readonly roles: Record<AdministratorRole, string>;
  readonly name: string;
  readonly nameRequired: string;
  readonly submit: string;
  readonly submitting: string;
  readonly doneTitle: string;
  readonly done: (tenant: string) => string;
  readonly stop: Record<SetupStop, Message>;
}
