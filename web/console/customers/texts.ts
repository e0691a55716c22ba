/** Texts of the pages Customers, Customer, Onboarding, and Users. */
import type { DeliveryStatus } from '../../../client/src/generated/types.gen.ts';

/** Actions on a customer that need a confirmation. */
export type CustomerAction = 'activate' | 'suspend';

/** A delivery problem, or an expired invitation. */
export type Trouble =
  | Extract<DeliveryStatus, 'delayed' | 'bounced' | 'complained' | 'suppressed' | 'failed'>
  | 'wrongAddress'
  | 'expired';

export type CopySettingName = 'profile' | 'notes' | 'rank' | 'services' | 'servicePlan' | 'groups';

/** A confirmation dialog. */
interface Question {
  readonly title: string;
  readonly text: string;
  readonly confirm: string;
  readonly done: string;
}

export interface CustomersTexts {
  readonly title: string;
  readonly search: string;
  readonly add: string;
  readonly status: string;
  readonly statuses: Readonly<Record<'invited' | 'inactive' | 'active' | 'suspended', string>>;
  readonly kind: string;
  readonly kinds: Readonly<Record<'customer' | 'supplier', string>>;
  readonly customer: string;
  readonly company: string;
  readonly email: string;
  readonly phone: string;
  readonly rank: string;
  readonly created: string;
  readonly createdFrom: string;
  readonly createdUntil: string;
  readonly signingUp: string;
  readonly withoutCompany: string;
  readonly troubles: Readonly<
    Record<Trouble, { readonly label: string; readonly why: string; readonly remedy: string }>
  >;
  readonly moreOpen: (count: string) => string;
  readonly empty: string;
  readonly emptyHint: string;
  readonly edit: string;
  readonly copy: string;
  readonly view: string;
  readonly viewInvitation: string;
  readonly sendInvite: string;
  readonly resendInvite: string;
  readonly noEmail: string;
  readonly isSuspended: string;
  readonly notSent: string;
  readonly inviteSent: (email: string) => string;
  readonly inviteResent: (email: string) => string;
  readonly activate: string;
  readonly suspend: string;
  readonly actions: Readonly<Record<CustomerAction, Question>>;
  readonly form: {
    readonly addTitle: string;
    readonly editTitle: string;
    readonly save: string;
    readonly saved: string;
    readonly added: (name: string) => string;
    readonly profile: string;
    readonly name: string;
    readonly email: string;
    readonly emailHint: string;
    readonly emailFixed: string;
    readonly firstName: string;
    readonly lastName: string;
    readonly taxId: string;
    readonly website: string;
    readonly address: string;
    readonly line1: string;
    readonly line2: string;
    readonly postalCode: string;
    readonly city: string;
    readonly region: string;
    readonly country: string;
    readonly countryHint: string;
    readonly notes: string;
    readonly notesHint: string;
    readonly services: string;
    readonly servicesHint: string;
    readonly noServices: string;
    readonly isDefault: string;
    readonly plan: string;
    readonly noPlan: string;
    readonly noPlans: string;
    readonly noRank: string;
    readonly nameMissing: string;
    readonly emailWrong: string;
    readonly emailMissing: string;
    readonly addAnyway: string;
    readonly viewExisting: string;
  };
  readonly copying: {
    readonly title: (name: string) => string;
    readonly name: string;
    readonly what: string;
    readonly settings: Readonly<Record<CopySettingName, string>>;
    readonly hints: Readonly<Partial<Record<CopySettingName, string>>>;
    readonly people: string;
    readonly confirm: string;
    readonly doneTitle: string;
    readonly doneText: (name: string) => string;
    readonly copied: string;
    readonly defaulted: string;
    readonly omitted: string;
    readonly nothing: string;
    readonly fields: Readonly<
      Record<
        | 'kind'
        | 'phone'
        | 'taxId'
        | 'address'
        | 'website'
        | 'notes'
        | 'rank'
        | 'services'
        | 'servicePlan'
        | 'groups',
        string
      >
    >;
    readonly notOffered: (field: string, value: string) => string;
    readonly open: string;
    readonly close: string;
  };
  readonly details: {
    readonly back: string;
    readonly tabs: Readonly<Record<'contacts' | 'profile' | 'invitations', string>>;
    readonly newContact: string;
    readonly similar: string;
    readonly similarBy: Readonly<Record<'name' | 'domain', string>>;
    readonly copiedFrom: string;
    readonly groups: string;
    readonly users: string;
    readonly usersOf: (users: string, contacts: string) => string;
    readonly emptyInvitations: string;
    readonly emptyInvitationsHint: string;
    readonly suspendedNote: string;
    readonly inactiveNote: string;
    readonly waitingNote: string;
  };
  readonly contacts: {
    readonly name: string;
    readonly role: string;
    readonly roles: Readonly<Record<'owner' | 'member', string>>;
    readonly roleHint: string;
    readonly usualRole: string;
    readonly statuses: Readonly<Record<'none' | 'invited' | 'active' | 'removed', string>>;
    readonly jobTitle: string;
    readonly empty: string;
    readonly emptyHint: string;
    readonly createTitle: string;
    readonly editTitle: string;
    readonly create: string;
    readonly created: string;
    readonly createdInvited: (email: string) => string;
    readonly sendInviteHint: string;
    readonly somethingMissing: string;
    readonly remove: string;
    readonly removing: Question;
    readonly emailFixed: string;
    readonly primary: string;
  };
  readonly onboarding: {
    readonly title: string;
    readonly addCustomer: string;
    readonly companyName: string;
    readonly search: string;
    readonly stages: string;
    readonly all: string;
    readonly undelivered: string;
    readonly primaryContact: string;
    readonly phoneHint: string;
    readonly sendNow: string;
    readonly sendNowHint: string;
    readonly empty: string;
    readonly emptyHint: string;
  };
  readonly users: {
    readonly title: string;
    readonly search: string;
    readonly empty: string;
    readonly emptyHint: string;
    readonly added: string;
  };
}
