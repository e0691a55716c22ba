import { CloudFormationClient } from '@aws-sdk/client-cloudformation';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import {
  DeleteSuppressedDestinationCommand,
  NotFoundException,
  SESv2Client,
} from '@aws-sdk/client-sesv2';
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { parseEmailAddress } from '../../lambdas/shared/email-address.ts';
import { DynamoSuppressionRemover } from '../../lambdas/suppressions/suppression-remover.ts';
import { ArgumentError } from './arguments.ts';
import type { ClientConfig } from './connection.ts';
import { readStackOutputs } from './stack-outputs.ts';

/** A list of addresses that get no mail. */
export interface SuppressionList {
  /** Resolves with whether `address` was on it. */
  remove(address: string): Promise<boolean>;
}

export interface UnsuppressDeps {
  /** What Foyer remembers. */
  readonly suppressions: SuppressionList;
  /** What SES remembers, for everything that sends from the account in this region. */
  readonly accountList: SuppressionList;
}

/**
 * Lets an address be invited again. It may be repeated.
 *
 * @returns what was done, in sentences.
 * @throws {ArgumentError} when `typed` is not an address.
 */
export async function unsuppress(deps: UnsuppressDeps, typed: string): Promise<string[]> {
  const email = parseEmailAddress(typed);
  if ('problem' in email) throw new ArgumentError(email.problem);
  const address = email.normalised;
  // Foyer's last: until SES lets mail through as well, inviting would only seem to work.
  const listed = await deps.accountList.remove(address);
  const known = await deps.suppressions.remove(address);
  return [
    known
      ? `Foyer lets ${address} be invited again.`
      : `${address} was not kept from being invited by Foyer.`,
    listed
      ? 'Amazon SES sends to it again, for everything that sends from this account and region.'
      : 'It was not on the suppression list of Amazon SES.',
  ];
}

/** What lifting a suppression needs, in the stack of a stage. */
export async function connectSuppressions(
  config: ClientConfig,
  stage: string,
): Promise<UnsuppressDeps> {
  const { TableName } = await readStackOutputs(new CloudFormationClient(config), stage);
  return {
    suppressions: new DynamoSuppressionRemover(
      DynamoDBDocumentClient.from(new DynamoDBClient(config)),
      TableName,
    ),
    accountList: new SesSuppressionList(new SESv2Client(config)),
  };
}

/**
 * The account-level suppression list of SES
 * (https://docs.aws.amazon.com/ses/latest/APIReference-V2/API_DeleteSuppressedDestination.html).
 */
export class SesSuppressionList implements SuppressionList {
  readonly #client: SESv2Client;

  constructor(client: SESv2Client) {
    this.#client = client;
  }

  async remove(address: string): Promise<boolean> {
    try {
      await this.#client.send(new DeleteSuppressedDestinationCommand({ EmailAddress: address }));
      return true;
    } catch (error) {
      if (error instanceof NotFoundException) return false;
      throw error;
    }
  }
}
