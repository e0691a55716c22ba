import { PutCommand } from '@aws-sdk/lib-dynamodb';

import { DynamoContactStore } from '../../../lambdas/modules/contacts/contact-store.ts';
import { type InviteDeps, inviteOrResend } from '../../../lambdas/modules/contacts/invite.ts';
import type { Principal } from '../../../lambdas/modules/http/principal.ts';
import { parseRequest } from '../../../lambdas/modules/http/validation.ts';
import type { CreateLinkDeps } from '../../../lambdas/modules/invitations/create-invitation-link.ts';
import {
  type DeleteInvitationDeps,
  DynamoInvitationDeleter,
} from '../../../lambdas/modules/invitations/delete-invitation.ts';
import { DynamoInvitationContextReader } from '../../../lambdas/modules/invitations/invitation-context.ts';
import { DynamoInvitationLists } from '../../../lambdas/modules/invitations/invitation-lists.ts';
import { DynamoInvitationStore } from '../../../lambdas/modules/invitations/invitation-store.ts';
import {
  DynamoMailCounts,
  DynamoQuotaStore,
} from '../../../lambdas/modules/invitations/rate-limits.ts';
import {
  DynamoLinkStore,
  DynamoRenewalStore,
} from '../../../lambdas/modules/invitations/renewal-store.ts';
import { createInvitationSchema } from '../../../lambdas/modules/invitations/requests.ts';
import type { ResendDeps } from '../../../lambdas/modules/invitations/resend-invitation.ts';
import { mintToken } from '../../../lambdas/modules/invitations/token.ts';
import { CODE_MINUTES, hashCode } from '../../../lambdas/modules/invitations/verification-code.ts';
import { DynamoMailDeliveryStore } from '../../../lambdas/modules/mail/delivery-store.ts';
import { DynamoCodeStore } from '../../../lambdas/modules/mail/send-code.ts';
import { type Clock, MINUTE } from '../../../lambdas/modules/platform/clock.ts';
import { systemRandom } from '../../../lambdas/modules/platform/ids.ts';
import { DynamoApplicationFinder } from '../../../lambdas/modules/records/application.ts';
import { DynamoCustomerFinder } from '../../../lambdas/modules/records/customer-item.ts';
import type { Invitation } from '../../../lambdas/modules/records/invitation.ts';
import {
  readInvitation,
  toInvitationItem,
} from '../../../lambdas/modules/records/invitation-item.ts';
import type { TenantSettings } from '../../../lambdas/modules/records/tenant-settings.ts';
import type { RequestNewDeps } from '../../../lambdas/modules/sign-up/request-new-invitation-link.ts';
import type { RequestCodeDeps } from '../../../lambdas/modules/sign-up/send-verification-code.ts';
import { DynamoSuppressionReader } from '../../../lambdas/modules/suppressions/suppression-store.ts';
import type { TestTable } from '../engine/table.ts';
import { accountsIn, FakeUserPool } from '../fakes/fake-user-pool.ts';
import { groundsWith, INSTALLATION, testRules } from './tenants.ts';

export const administrator = { id: 'user-admin', name: 'Ada Admin', tenantId: 'acme' };

/**
 * Returns the dependencies for creating invitations, on a real table, with a fake user pool. The tenant's settings are
 * `settings`.
 */
export function invitingOn(
  { client, tableName }: TestTable,
  clock: Clock,
  pool: FakeUserPool = new FakeUserPool(),
  settings: TenantSettings = {},
) {
  return {
    invitations: new DynamoInvitationStore(client, tableName),
    lists: new DynamoInvitationLists(client, tableName),
    renewals: new DynamoRenewalStore(client, tableName),
    links: new DynamoLinkStore(client, tableName),
    eraser: new DynamoInvitationDeleter(client, tableName),
    quotas: new DynamoQuotaStore(client, tableName),
    mailCounts: new DynamoMailCounts(client, tableName),
    context: groundsWith(new DynamoInvitationContextReader(client, tableName), settings),
    installation: INSTALLATION,
    applications: new DynamoApplicationFinder(client, tableName),
    accounts: accountsIn({ client, tableName }, pool),
    customers: new DynamoCustomerFinder(client, tableName),
    contactStore: new DynamoContactStore(client, tableName),
    suppressions: new DynamoSuppressionReader(client, tableName),
    clock,
    random: systemRandom,
    rules: testRules(settings),
    siteUrl: 'https://join.example.com',
  } satisfies InviteDeps &
    ResendDeps &
    CreateLinkDeps &
    DeleteInvitationDeps &
    RequestNewDeps &
    Pick<RequestCodeDeps, 'mailCounts'> & { lists: DynamoInvitationLists };
}

/** Creates an invitation, like an administrator's request. */
export async function invite(
  deps: InviteDeps & ResendDeps,
  request: Record<string, unknown> = {},
  {
    principal = administrator,
    idempotencyKey,
  }: { principal?: Principal; idempotencyKey?: string | undefined } = {},
): Promise<Invitation> {
  const { invitation } = await inviteOrResend(deps, {
    actor: { principal: { scopes: ['invitations:write'], ...principal } },
    target: { by: 'address' },
    idempotencyKey,
    request: parseRequest(createInvitationSchema(), { email: 'grace@example.com', ...request }),
  });
  return invitation;
}

/** Creates a link for an invitation, like the mailer, and returns its token. */
export async function mailedToken(
  table: TestTable,
  clock: Clock,
  invitation: Invitation,
): Promise<string> {
  const deliveries = new DynamoMailDeliveryStore(table.client, table.tableName);
  const { token, hash } = mintToken(invitation.id, systemRandom);
  const message = { invitationId: invitation.id, send: invitation.delivery.sends };
  const until = new Date(clock.now().getTime() + 1_000);
  const outcome = await deliveries.begin(message, hash, clock.now(), until);
  if (!outcome.begun) throw new Error('The mail could not be sent.');
  await deliveries.sent(
    { ...message, tenantId: invitation.tenantId },
    outcome.attempt,
    clock.now(),
  );
  return token;
}

/** Changes the stored fields of an invitation, as another request would have. */
export async function changeInvitation(
  { client, tableName }: TestTable,
  invitation: Invitation,
  changes: Partial<Invitation>,
): Promise<Invitation> {
  const changed = { ...invitation, ...changes };
  await client.send(new PutCommand({ TableName: tableName, Item: toInvitationItem(changed) }));
  return changed;
}

/** Activates a verification code, like the mailer when it sends one. */
export async function armCode(
  { client, tableName }: TestTable,
  clock: Clock,
  invitationId: string,
  code: string,
): Promise<void> {
  const invitation = await readInvitation(client, tableName, invitationId);
  const asked = invitation?.verification;
  if (asked === undefined) throw new Error('No code was requested.');
  const { address, round: request } = asked;
  const hash = await hashCode(code, { invitationId, address, request });
  const until = new Date(clock.now().getTime() + CODE_MINUTES * MINUTE);
  await new DynamoCodeStore(client, tableName).arm({ invitationId, code: request }, hash, until);
}
