import { Logger } from '@aws-lambda-powertools/logger';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import type { CustomMessageTriggerEvent } from 'aws-lambda';

import { accountMessage, type AccountMessageDeps } from '../modules/mail/account-message.ts';
import { readEnvironment } from '../modules/platform/environment.ts';
import { tableClient } from '../modules/records/table.ts';
import {
  cachedTenants,
  DynamoTenantStore,
  TENANT_CACHE_TIME,
} from '../modules/tenants/tenant-store.ts';
import { accountMailEnvironment, UNBRANDED_LINE } from './environment.ts';

/** Two attempts and a cold start fit into the 5 seconds that Cognito waits for a trigger. */
const TABLE_TIMEOUT_MS = 1_000;

const environment = readEnvironment(accountMailEnvironment);
const logger = new Logger({ serviceName: 'account-mail' });
const table = tableClient(
  new DynamoDBClient({
    maxAttempts: 2,
    requestHandler: {
      connectionTimeout: TABLE_TIMEOUT_MS,
      requestTimeout: TABLE_TIMEOUT_MS,
      // By default, the SDK only logs a warning.
      throwOnRequestTimeout: true,
    },
  }),
);
const deps: AccountMessageDeps = {
  tenants: cachedTenants(new DynamoTenantStore(table, environment.TABLE_NAME), TENANT_CACHE_TIME),
  senderName: environment.SENDER_NAME,
};

/**
 * Writes the emails that Cognito sends. Cognito invokes this function before it sends a code or a temporary password
 * (custom message, https://docs.aws.amazon.com/cognito/latest/developerguide/user-pool-lambda-custom-message.html), and
 * inserts the code afterward, so the function never sees one. An error would prevent the email, so the function never
 * throws: without a message, Cognito sends its default text.
 */
export async function handler(
  event: CustomMessageTriggerEvent,
): Promise<CustomMessageTriggerEvent> {
  const { triggerSource: source, request } = event;
  const user = request.userAttributes['sub'];
  try {
    const message = await accountMessage(deps, {
      source,
      attributes: request.userAttributes,
      codePlaceholder: request.codeParameter,
      userNamePlaceholder: request.usernameParameter ?? undefined,
    });
    if (message === undefined) {
      logger.warn('No message for this source', { user, source });
      return event;
    }
    event.response.emailSubject = message.subject;
    event.response.emailMessage = message.html;
    if (message.failure === undefined) logger.info('Message written', { user, source });
    else logger.error(UNBRANDED_LINE, { user, source, error: message.failure as Error });
  } catch (error) {
    logger.error(UNBRANDED_LINE, { user, source, error: error as Error });
  }
  return event;
}
