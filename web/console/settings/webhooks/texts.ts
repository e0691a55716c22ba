/** Texts of the webhooks section. */
import type { WebhookDeliveryFailure } from '../../../../client/src/generated/types.gen.ts';

/** The states of a webhook. */
export type StandingName = 'on' | 'troubled' | 'off' | 'gone' | 'failing';

/** The families of events. */
export type FamilyName = 'invitations' | 'deliveries' | 'customers' | 'contacts' | 'others';

/** Actions that need a confirmation. */
export type ConfirmedAction = 'turnOn' | 'turnOff' | 'rotate' | 'delete';

interface ConfirmTexts {
  /** The label of the menu item and the button. */
  readonly label: string;
  readonly title: string;
  readonly text: string;
  readonly done: string;
}

export interface WebhooksTexts {
  readonly title: string;
  readonly webhook: string;
  readonly lead: string;
  readonly empty: string;
  readonly emptyHint: string;
  readonly url: string;
  readonly urlHint: string;
  readonly urlWrong: string;
  readonly description: string;
  readonly descriptionHint: string;
  readonly descriptionLong: string;
  readonly events: string;
  readonly allEvents: string;
  readonly allEventsHint: string;
  readonly someEvents: string;
  readonly someEventsHint: string;
  readonly eventsRequired: string;
  readonly families: Readonly<Record<FamilyName | 'patterns', string>>;
  readonly allOf: string;
  readonly more: (count: number) => string;
  readonly status: string;
  readonly statuses: Readonly<Record<StandingName, string>>;
  readonly since: (time: string) => string;
  /** Explanations of each status, with the remedy. */
  readonly explanations: Readonly<Record<StandingName, string>>;
  readonly created: string;
  readonly previousSecret: string;
  readonly previousSecretUntil: (time: string) => string;
  readonly add: string;
  readonly addConfirm: string;
  readonly addDone: string;
  readonly limit: string;
  readonly secret: string;
  readonly verify: string;
  readonly edit: string;
  readonly editTitle: string;
  readonly save: string;
  readonly saved: string;
  readonly actions: Readonly<Record<ConfirmedAction, ConfirmTexts>>;
  readonly test: string;
  readonly testTitle: string;
  readonly testNone: string;
  readonly testSending: string;
  readonly testSlow: string;
  readonly testArrived: string;
  readonly testFailed: string;
  readonly answered: (status: number) => string;
  readonly failures: Readonly<Record<WebhookDeliveryFailure, string>>;
  readonly deliveries: string;
  readonly deliveriesHint: string;
  readonly deliveriesNone: string;
  readonly deliveryStatuses: Readonly<Record<'retrying' | 'failed', string>>;
  readonly attempts: (count: number) => string;
  /** `time` is relative, such as “in 5 minutes”. */
  readonly nextAttempt: (time: string) => string;
  readonly replay: string;
  readonly replayDone: string;
  readonly replayOff: string;
}
