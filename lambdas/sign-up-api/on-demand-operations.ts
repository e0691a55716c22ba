import type { CognitoIdentityProviderClient } from '@aws-sdk/client-cognito-identity-provider';
import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';

import { administratorDirectory } from '../modules/administrators/administrator-directory.ts';
import {
  completeSetup,
  getSetupByToken,
  type SetupDeps,
} from '../modules/administrators/set-up-administrator.ts';
import type { administratorSetupRoutes } from '../modules/administrators/setup-routes.ts';
import { DynamoSetupStore } from '../modules/administrators/setup-store.ts';
import {
  startProviderSignUp,
  type VisitDeps,
} from '../modules/external-sign-in/start-provider-sign-up.ts';
import { DynamoVisitStore } from '../modules/external-sign-in/visits.ts';
import type { Operations } from '../modules/http/api.ts';
import { DynamoMailCounts } from '../modules/invitations/rate-limits.ts';
import { DynamoRenewalStore } from '../modules/invitations/renewal-store.ts';
import type { REFERENCES } from '../modules/openapi/references.ts';
import {
  type DeclineDeps,
  declineInvitation,
  DynamoDeclineStore,
} from '../modules/sign-up/decline-invitation.ts';
import type { CognitoUserDirectory } from '../modules/sign-up/register-user.ts';
import {
  type RequestNewDeps,
  requestNewInvitationLink,
} from '../modules/sign-up/request-new-invitation-link.ts';
import {
  type RequestCodeDeps,
  sendVerificationCode,
} from '../modules/sign-up/send-verification-code.ts';
import { withAccountState } from '../modules/sign-up/used-link.ts';
import { DynamoSuppressionReader } from '../modules/suppressions/suppression-store.ts';
import { DynamoTenantStore } from '../modules/tenants/tenant-store.ts';
import type { onDemandRoutes, SignUpDeps } from './operations.ts';

/** The handler's clients, and the dependencies of its frequent operations. */
interface Context {
  readonly table: DynamoDBDocumentClient;
  readonly tableName: string;
  readonly cognito: CognitoIdentityProviderClient;
  readonly userPoolId: string;
  readonly deps: SignUpDeps &
    Pick<SetupDeps, 'accounts'> & { readonly users: CognitoUserDirectory };
}

/**
 * Returns the operations that few people call: codes, new links, declining, identity providers, and
 * administrator setup. The handler loads this module on the first of these requests.
 */
export function onDemandOperations({
  table,
  tableName,
  cognito,
  userPoolId,
  deps,
}: Context): Operations<typeof onDemandRoutes, typeof REFERENCES> {
  return {
    ...linkOperations({
      ...deps,
      mailCounts: new DynamoMailCounts(table, tableName),
      renewals: new DynamoRenewalStore(table, tableName),
      suppressions: new DynamoSuppressionReader(table, tableName),
      declines: new DynamoDeclineStore(table, tableName),
      visits: new DynamoVisitStore(table, tableName),
    }),
    ...setupOperations({
      ...deps,
      setups: new DynamoSetupStore(table, tableName),
      // Not cached, so that nobody gets access to a company that has just been suspended.
      tenants: new DynamoTenantStore(table, tableName),
      directory: administratorDirectory(cognito, userPoolId, deps.users),
    }),
  };
}

type LinkDeps = SignUpDeps & DeclineDeps & RequestCodeDeps & RequestNewDeps & VisitDeps;

/** Returns the operations on an invitation, other than looking it up and accepting it. */
export function linkOperations(
  deps: LinkDeps,
): Operations<
  Omit<typeof onDemandRoutes, keyof typeof administratorSetupRoutes>,
  typeof REFERENCES
> {
  return {
    async sendVerificationCode({ body }) {
      await withAccountState(deps, body, () => sendVerificationCode(deps, body));
      return { status: 202 };
    },
    async requestNewInvitationLink({ body }) {
      await requestNewInvitationLink(deps, body.token);
      return { status: 202 };
    },
    async declineInvitation({ body }) {
      await withAccountState(deps, body, () => declineInvitation(deps, body.token));
      return { status: 204 };
    },
    async startProviderSignUp({ body }) {
      return {
        status: 200,
        body: await withAccountState(deps, body, () => startProviderSignUp(deps, body)),
      };
    },
  };
}

/** Returns the operations on the setup link of an administrator. */
function setupOperations(
  deps: SetupDeps & Pick<SignUpDeps, 'signInUrl'>,
): Operations<typeof administratorSetupRoutes, typeof REFERENCES> {
  return {
    async getAdministratorSetupByToken({ body }) {
      return { status: 200, body: await getSetupByToken(deps, body.token) };
    },
    async completeAdministratorSetup({ body, idempotencyKey }) {
      const { administrator, repeated } = await completeSetup(deps, body, idempotencyKey);
      const { address: email } = administrator;
      return { status: repeated ? 200 : 201, body: { email, signInUrl: deps.signInUrl } };
    },
  };
}
