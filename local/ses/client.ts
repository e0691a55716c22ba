import { EventBridgeClient, PutEventsCommand } from '@aws-sdk/client-eventbridge';
import {
  GetConfigurationSetEventDestinationsCommand,
  GetSuppressedDestinationCommand,
  NotFoundException,
  PutSuppressedDestinationCommand,
  SESv2Client,
} from '@aws-sdk/client-sesv2';
import * as z from 'zod';

import { localClientConfig } from '../local-aws.ts';
import { type SentMail, sentMailSchema, type SesEvent } from './events.ts';

/** The calls of the local AWS emulator that feedback needs. */
export interface SesClient {
  /** Publishes an event if an event destination of the configuration set accepts it. */
  publish(event: SesEvent, configurationSet: string | null): Promise<void>;
  isSuppressed(address: string): Promise<boolean>;
  suppress(address: string, reason: 'BOUNCE' | 'COMPLAINT'): Promise<void>;
}

/** Connects to the local AWS emulator. `instance` is its secret name, which authorizes events on behalf of SES. */
export function sesClient(endpoint: string, instance: string): SesClient {
  const ses = new SESv2Client(localClientConfig(endpoint));
  const bus = publishingAsAws(new EventBridgeClient(localClientConfig(endpoint)), instance);
  return {
    async publish(event, configurationSet) {
      if (configurationSet === null || !(await hasDestination(ses, event, configurationSet)))
        return;
      const { FailedEntryCount, Entries = [] } = await bus.send(
        new PutEventsCommand({
          Entries: [
            {
              Source: 'aws.ses',
              DetailType: event.detailType,
              Detail: JSON.stringify(event.detail),
            },
          ],
        }),
      );
      if (FailedEntryCount !== 0)
        throw new Error(`The event was not published: ${Entries[0]?.ErrorMessage}`);
    },
    async isSuppressed(address) {
      try {
        await ses.send(new GetSuppressedDestinationCommand({ EmailAddress: address }));
        return true;
      } catch (error) {
        if (error instanceof NotFoundException) return false;
        throw error;
      }
    },
    async suppress(address, reason) {
      await ses.send(
        new PutSuppressedDestinationCommand({ EmailAddress: address, Reason: reason }),
      );
    },
  };
}

async function hasDestination(
  ses: SESv2Client,
  { type }: SesEvent,
  configurationSet: string,
): Promise<boolean> {
  const { EventDestinations = [] } = await ses.send(
    new GetConfigurationSetEventDestinationsCommand({ ConfigurationSetName: configurationSet }),
  );
  return EventDestinations.some(
    ({ Enabled, MatchingEventTypes = [], EventBridgeDestination }) =>
      Enabled === true && EventBridgeDestination !== undefined && MatchingEventTypes.includes(type),
  );
}

/** Authorizes events whose source is an AWS service, which only AWS can publish: see local/ministack/ses.py. */
function publishingAsAws(bus: EventBridgeClient, instance: string): EventBridgeClient {
  bus.middlewareStack.add(
    (next) => (args) => {
      (args.request as { headers: Record<string, string> }).headers['x-foyer-as-aws'] = instance;
      return next(args);
    },
    { step: 'build' },
  );
  return bus;
}

/** Reads the emails after the first `count` ones. Waits up to 20 seconds for one if there is none. */
export async function sentAfter(
  awsEndpoint: string,
  count: number,
  signal: AbortSignal,
): Promise<SentMail[]> {
  const response = await fetch(`${awsEndpoint}/_foyer/ses/sent?after=${count}`, { signal });
  return z.array(sentMailSchema).parse(await response.json());
}
