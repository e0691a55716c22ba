import * as z from 'zod/mini';

import { administratorSetupRoutes } from '../modules/administrators/setup-routes.ts';
import { readSetupToken } from '../modules/administrators/setup-token.ts';
import type { Operations } from '../modules/http/api.ts';
import { readToken } from '../modules/invitations/token.ts';
import type { REFERENCES } from '../modules/openapi/references.ts';
import * as stored from '../modules/platform/stored.ts';
import { type AcceptDeps, acceptInvitation } from '../modules/sign-up/accept-invitation.ts';
import {
  getInvitationByToken,
  type LookUpDeps,
} from '../modules/sign-up/get-invitation-by-token.ts';
import { signUpRoutes } from '../modules/sign-up/routes.ts';
import { type UsedLinkDeps, withAccountState } from '../modules/sign-up/used-link.ts';

const { getInvitationByToken: lookUp, acceptInvitation: accept, ...otherRoutes } = signUpRoutes;

/** The routes that nearly everyone with a link calls. */
const frequentRoutes = { getInvitationByToken: lookUp, acceptInvitation: accept };

/** The routes whose operations are loaded on their first request: see `on-demand-operations.ts`. */
export const onDemandRoutes = { ...otherRoutes, ...administratorSetupRoutes };

/** The routes for people who hold a link. */
export const signUpApiRoutes = { ...frequentRoutes, ...onDemandRoutes };

const holderSchema = z.object({ token: stored.text });

/** Returns the ID of the invitation or administrator of a link. The operation verifies the link later. */
export function linkHolderIn(body: unknown): string | undefined {
  const { success, data } = holderSchema.safeParse(body);
  if (!success) return undefined;
  return readToken(data.token)?.invitationId ?? readSetupToken(data.token)?.administratorId;
}

export interface SignUpDeps extends AcceptDeps, LookUpDeps, UsedLinkDeps {
  readonly invitations: AcceptDeps['invitations'];
  readonly accounts: AcceptDeps['accounts'];
  readonly customers: AcceptDeps['customers'];
  readonly contactStore: AcceptDeps['contactStore'] & UsedLinkDeps['contactStore'];
  /** The URL at which a person with an account signs in. */
  readonly signInUrl: string;
}

/** Returns the frequent operations of the sign-up page. */
export function frequentOperations(
  deps: SignUpDeps,
): Operations<typeof frequentRoutes, typeof REFERENCES> {
  return {
    async getInvitationByToken({ body }) {
      const invitation = await withAccountState(deps, body, () =>
        getInvitationByToken(deps, body.token),
      );
      return { status: 200, body: invitation };
    },
    async acceptInvitation({ body, idempotencyKey }) {
      const accepted = await withAccountState(deps, body, () =>
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
  };
}
