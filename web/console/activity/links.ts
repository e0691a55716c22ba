/** Pages of the log's objects. */
import type { ActivityObject } from '../../../client/src/generated/types.gen.ts';
import type { Scope } from '../../../lambdas/modules/platform/scopes.ts';
import { currentSession } from '../../app/api.ts';
import type { Session } from '../../app/session.ts';

/** The URL of an object's page, if it exists and the session's role may see it. */
export function addressOf(
  { type, id, customerId }: ActivityObject,
  session: Pick<Session, 'can'> = currentSession(),
): string | undefined {
  const at = (scope: Scope, address: string) => (session.can(scope) ? address : undefined);
  switch (type) {
    case 'invitation':
      return at('invitations:read', `/console/invitations?open=${id}`);
    case 'customer':
      return at('customers:read', `/console/customers/${id}`);
    case 'contact':
      return customerId && at('customers:read', `/console/customers/${customerId}`);
    case 'import':
      return at('invitations:read', `/console/imports/${id}`);
    case 'administrator':
      return at('administrators:read', '/console/settings/administrators');
    default:
      return undefined;
  }
}
