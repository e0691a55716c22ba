/** Pages of the log's objects. */
import type { ActivityObject } from '../../../client/src/generated/types.gen.ts';
import { currentSession } from '../../app/api.ts';
import { consoleRoutes } from '../routes.ts';

/** The URL of an object's page, if it exists and the role may see it. */
export function addressOf({ type, id, customerId }: ActivityObject): string | undefined {
  switch (type) {
    case 'invitation':
      return at('/console/invitations', `/console/invitations?open=${id}`);
    case 'customer':
      return at('/console/customers/:id', `/console/customers/${id}`);
    case 'contact':
      return customerId && at('/console/customers/:id', `/console/customers/${customerId}`);
    case 'import':
      return at('/console/imports/:id', `/console/imports/${id}`);
    case 'administrator':
      return at('/console/settings/administrators', '/console/settings/administrators');
    default:
      return undefined;
  }
}

function at(path: string, address: string): string | undefined {
  const route = consoleRoutes.find((one) => one.path === path);
  return route !== undefined && currentSession().can(route.scope) ? address : undefined;
}
