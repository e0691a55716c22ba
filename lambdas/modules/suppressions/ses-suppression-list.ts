import {
  DeleteSuppressedDestinationCommand,
  NotFoundException,
  type SESv2Client,
} from '@aws-sdk/client-sesv2';

/** A list of addresses that get no mail. */
export interface SuppressionList {
  /** Resolves with whether `address` was on it. */
  remove(address: string): Promise<boolean>;
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
