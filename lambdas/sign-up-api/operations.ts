import type { Operations } from '../http/api.ts';
import { acceptInvitation, type AcceptDeps } from '../sign-up/accept-invitation.ts';
import { declineInvitation, type DeclineDeps } from '../sign-up/decline-invitation.ts';
import { lookUpInvitation, type LookUpDeps } from '../sign-up/look-up-invitation.ts';

export interface SignUpDeps extends AcceptDeps, LookUpDeps, DeclineDeps {
  readonly invitations: AcceptDeps['invitations'];
  /** Where somebody who has an account signs in. */
  readonly signInUrl: string;
}

/** The routes of the sign-up page. */
export function signUpOperations(deps: SignUpDeps): Operations<'sign-up-api'> {
  return {
    async lookUpInvitation({ body }) {
      return { status: 200, body: await lookUpInvitation(deps, body.token) };
    },
    async acceptInvitation({ body, idempotencyKey }) {
      const { address, customerId, repeated } = await acceptInvitation(deps, {
        ...body,
        idempotencyKey,
      });
      return {
        status: repeated ? 200 : 201,
        body: { email: address, customerId, signInUrl: deps.signInUrl },
      };
    },
    async declineInvitation({ body }) {
      await declineInvitation(deps, body.token);
      return { status: 204 };
    },
  };
}
