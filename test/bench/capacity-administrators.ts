import { DynamoAdministratorList } from '../../lambdas/modules/administrators/administrator.ts';
import {
  getAdministrator,
  removeAdministrator,
  resendSetupMail,
  updateAdministrator,
} from '../../lambdas/modules/administrators/manage-administrators.ts';
import {
  completeSetup,
  getSetupByToken,
} from '../../lambdas/modules/administrators/set-up-administrator.ts';
import { ADA, administratorsOn, GOOD_PASSWORD } from '../support/modules/administrators.ts';
import {
  ADD_ADMINISTRATOR,
  CHANGE_ADMINISTRATOR,
  GET,
  LIST,
  LOOK_UP,
  REMOVE_ADMINISTRATOR,
  SET_UP,
} from './budgets.ts';
import type { Measure } from './capacity.ts';
import type { World } from './capacity-world.ts';

/**
 * Measures the operations on a tenant's administrators. Their cost does not depend on the number of customers or
 * invitations.
 */
export async function measureAdministrators(world: World, measure: Measure): Promise<void> {
  const { table, clock, pool } = world;
  const { active, create, mailed, manage, setupIn } = administratorsOn(table, clock, pool);
  await active({ email: 'first@acme.example' });
  let nr = 0;
  await measure('create an administrator', ADD_ADMINISTRATOR, () =>
    create({ email: `measured-${++nr}@acme.example` }),
  );
  const made = await create();
  await measure('resend a setup email', CHANGE_ADMINISTRATOR, () =>
    resendSetupMail(manage, ADA, made.id),
  );
  const token = await mailed(made);
  await measure('look up a setup link', LOOK_UP, () => getSetupByToken(setupIn(), token));
  const submission = { token, name: 'Grace Hopper', password: GOOD_PASSWORD };
  await measure('set up an administrator', SET_UP, () =>
    completeSetup(setupIn(), submission, 'key'),
  );
  await measure('get an administrator', GET, () => getAdministrator(manage, 'acme', made.id));
  await measure('list administrators', LIST, () =>
    new DynamoAdministratorList(table.client, table.tableName).list('acme'),
  );
  await measure('update the role of an administrator', CHANGE_ADMINISTRATOR, () =>
    updateAdministrator(manage, ADA, { id: made.id }, { role: 'viewers' }),
  );
  await measure('delete an administrator', REMOVE_ADMINISTRATOR, () =>
    removeAdministrator(manage, ADA, { id: made.id }),
  );
}
