import { EventBridgeClient, PutEventsCommand } from '@aws-sdk/client-eventbridge';
import {
  GetConfigurationSetEventDestinationsCommand,
  GetSuppressedDestinationCommand,
  NotFoundException,
  PutSuppressedDestinationCommand,
  SESv2Client,
} from '@aws-sdk/client-sesv2';
import { localClientConfig } from '../local-aws.ts';
import type { SesEvent } from './ses-events.ts';

/** What feedback needs of the local AWS. */
export interface LocalSes {
  /** Publishes an event, if the configuration set has a destination that wants it. */
  publish(event: SesEvent, configurationSet: string | null): Promise<void>;
  isSuppressed(address: string): Promise<boolean>;
  suppress(address: string, reason: 'BOUNCE' | 'COMPLAINT'): Promise<void>;
}

/** The local AWS at `endpoint`; `instance` is its name, which lets one speak as SES. */
export function localSes(endpoint: string, instance: string): LocalSes {
  const ses = new SESv2Client(localClientConfig(endpoint));
  const bus = speakingAsAws(new EventBridgeClient(localClientConfig(endpoint)), instance);
  return {
    async publish(event, configurationSet) {
      if (configurationSet === null || !(await isWanted(ses, event, configurationSet))) return;
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
      if (FailedEntryCount !== 0) throw new Error(`No event: ${Entries[0]?.ErrorMessage}`);
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

/** A configuration set that nobody listens to, or not to such events, publishes none. */
async function isWanted(
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

/** Nobody but AWS may publish an event whose source is one of its services: see local/ministack_ses.py. */
function speakingAsAws(bus: EventBridgeClient, instance: string): EventBridgeClient {
  bus.middlewareStack.add(
    (next) => (args) => {
      (args.request as { headers: Record<string, string> }).headers['x-foyer-as-aws'] = instance;
      return next(args);
    },
    { step: 'build' },
  );
  return bus;
}
