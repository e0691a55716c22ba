import { Logger } from '@aws-lambda-powertools/logger';
import { api } from '../http/api.ts';
import { accessDeps } from '../identity/access-deps.ts';
import { DynamoMemberStore } from '../members/member-store.ts';
import { systemClock } from '../shared/clock.ts';
import { customerApiEnvironment, readEnvironment } from '../shared/environment.ts';
import { tableClient } from '../shared/table.ts';
import { customerOperations } from './operations.ts';

const environment = readEnvironment(customerApiEnvironment);
const table = tableClient();

/** What people of customers call. It changes what is theirs; it can neither mail nor make or remove users. */
export const handler = api(
  'customer-api',
  customerOperations({
    ...accessDeps(table, environment.TABLE_NAME),
    members: new DynamoMemberStore(table, environment.TABLE_NAME),
    clock: systemClock,
  }),
  new Logger({ serviceName: 'customer-api' }),
);
