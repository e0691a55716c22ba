import * as z from 'zod/mini';

import { administratorSetupRoutes } from '../modules/administrators/routes.ts';
import {
  completeSetup,
  getSetupByToken,
  type SetupDeps,
} from '../modules/administrators/set-up-administrator.ts';
import { readSetupToken } from '../modules/administrators/setup-token.ts';
import {
  startProviderSignUp,
  type VisitDeps,
} from '../modules/external-sign-in/start-provider-sign-up.ts';
import type { Operations } from '../modules/http/api.ts';
import { readToken } from '../modules/invitations/token.ts';
import type { REFERENCES } from '../modules/openapi/references.ts';
import * as stored from '../modules/platform/stored.ts';
import { type AcceptDeps, acceptInvitation } from '../modules/sign-up/accept-invitation.ts';
import { type DeclineDeps, declineInvitation } from '../modules/sign-up/decline-invitation.ts';
import {
  getInvitationByToken,
  type LookUpDeps,
} from '../modules/sign-up/get-invitation-by-token.ts';
import {
  type RequestNewDeps,
  requestNewInvitationLink,
} from '../modules/sign-up/request-new-invitation-link.ts';
import { signUpRoutes } from '../modules/sign-up/routes.ts';
import {
  type RequestCodeDeps,
  sendVerificationCode,
} from '../modules/sign-up/send-verification-code.ts';
import { type UsedLinkDeps, withAccountState } from '../modules/sign-up/used-link.ts';

/** The routes for people who hold a link. */
export const signUpApiRoutes = { ...signUpRoutes, ...administratorSetupRoutes };

const holderSchema = z.object({ token: stored.text });

/** Returns the ID of the invitation or administrator of a link. The operation verifies the link later. */
export function linkHolderIn(body: unknown): string | undefined {
  const { success, data } = holderSchema.safeParse(body);
  if (!success) return undefined;
  return readToken(data.token)?.invitationId ?? readSetupToken(data.token)?.administratorId;
}

export interface SignUpDeps
  extends
    AcceptDeps,
    LookUpDeps,
    DeclineDeps,
    RequestCodeDeps,
    RequestNewDeps,
    VisitDeps,
    UsedLinkDeps {
  readonly invitations: AcceptDeps['invitations'];
  readonly accounts: AcceptDeps['accounts'];
  readonly customers: AcceptDeps['customers'];
  readonly contactStore: AcceptDeps['contactStore'] & UsedLinkDeps['contactStore'];
  /** Dependencies for setting up the accounts of administrators. */
  readonly setup: SetupDeps;
  /** The URL at which a person with an account signs in. */
  readonly signInUrl: string;
}

/** Returns the operations of the sign-up page. */
export function signUpOperations(
  deps: SignUpDeps,
): Operations<typeof signUpApiRoutes, typeof REFERENCES> {
  const addingAccountState = <Result>(
    body: { readonly token: string },
    work: () => Promise<Result>,
  ) => withAccountState(deps, body, work);
  return {
    async getInvitationByToken({ body }) {
      const invitation = await addingAccountState(body, () =>
        getInvitationByToken(deps, body.token),
      );
      return { status: 200, body: invitation };
    },
    async acceptInvitation({ body, idempotencyKey }) {
      const accepted = await addingAccountState(body, () =>
        acceptInvitation(deps, { ...body, idempotencyKey }),
      );
      return {
        status: accepted.repeated ? 200 : 201,
        body: {
          email: accepted.address,
          customerId: accepted.customerId,
          signInUrl: accepted.redirectUrl ?? deps.signInUrl,
          awaitingApproval: accepted.awaitingApproval,
        },
      };
    },
    async sendVerificationCode({ body }) {
      await addingAccountState(body, () => sendVerificationCode(deps, body));
      return { status: 202 };
    },
    async requestNewInvitationLink({ body }) {
      await requestNewInvitationLink(deps, body.token);
      return { status: 202 };
    },
    async declineInvitation({ body }) {
      await addingAccountState(body, () => declineInvitation(deps, body.token));
      return { status: 204 };
    },
    async getAdministratorSetupByToken({ body }) {
      return { status: 200, body: await getSetupByToken(deps.setup, body.token) };
    },
    async completeAdministratorSetup({ body, idempotencyKey }) {
      const { administrator, repeated } = await completeSetup(deps.setup, body, idempotencyKey);
      const { address: email } = administrator;
      return { status: repeated ? 200 : 201, body: { email, signInUrl: deps.signInUrl } };
    },
    async startProviderSignUp({ body }) {
      return {
        status: 200,
        body: await addingAccountState(body, () => startProviderSignUp(deps, body)),
      };
    },
  };
}
