import * as z from 'zod';

import { OBJECT_TYPES } from '../activity/activity.ts';
import { ADMINISTRATOR_STATUSES } from '../administrators/administrator.ts';
import { MACHINE_SCOPES } from '../api-clients/api-client.ts';
import { BULK_ACTIONS, BULK_OUTCOMES } from '../bulk-actions/bulk-action.ts';
import { ORDERS } from '../dynamodb/list-reader.ts';
import { EVENT_TYPES } from '../events/event-types.ts';
import type { Route } from '../http/route.ts';
import { IMPORT_OUTCOMES, IMPORT_STATUSES } from '../imports/import.ts';
import { ACTOR_TYPES } from '../platform/actor.ts';
import { ACCOUNT_STATES, CONFLICT_TYPES, ERROR_CODES } from '../platform/errors.ts';
import { FORM_FIELDS, INVITATION_KINDS } from '../platform/form-fields.ts';
import { ADMINISTRATOR_ROLES } from '../platform/scopes.ts';
import { profileSchema } from '../platform/sign-up-form.ts';
import { PREVIEWED_MAILS } from '../previews/requests.ts';
import { PROTOCOLS } from '../records/application.ts';
import { CONTACT_ROLES, CONTACT_STATUSES } from '../records/contact.ts';
import { CUSTOMER_STATUSES } from '../records/customer.ts';
import { DELIVERY_STATUSES, INVITATION_STATUSES, TIMELINE_TYPES } from '../records/invitation.ts';
import { MAY_BE_OPTIONAL } from '../records/registration-fields.ts';
import { TENANT_STATUSES } from '../records/tenant.ts';
import { SUPPRESSION_REASONS } from '../suppressions/suppression.ts';
import { ATTEMPT_FAILURES, DISABLED_REASONS } from '../webhooks/webhook.ts';
import { ROUTES } from './routes.ts';

/** The enumerations of the API. Clients get one type for each, no matter how many fields use it. */
export const ENUMERATIONS: Readonly<Record<string, readonly string[]>> = {
  AccountStatus: ACCOUNT_STATES,
  ActivityObjectType: OBJECT_TYPES,
  ActorType: ACTOR_TYPES,
  AdministratorRole: ADMINISTRATOR_ROLES,
  AdministratorStatus: ADMINISTRATOR_STATUSES,
  ApplicationProtocol: PROTOCOLS,
  BulkActionOutcome: BULK_OUTCOMES,
  BulkActionType: BULK_ACTIONS,
  ConflictType: CONFLICT_TYPES,
  ContactRole: CONTACT_ROLES,
  ContactStatus: CONTACT_STATUSES,
  CustomerKind: INVITATION_KINDS,
  CustomerStatus: CUSTOMER_STATUSES,
  DeliveryStatus: DELIVERY_STATUSES,
  ErrorCode: ERROR_CODES,
  EventType: EVENT_TYPES,
  FormField: FORM_FIELDS,
  InvitationImportOutcome: IMPORT_OUTCOMES,
  InvitationStatus: INVITATION_STATUSES,
  JobStatus: IMPORT_STATUSES,
  MachineScope: MACHINE_SCOPES,
  OptionalFormField: MAY_BE_OPTIONAL,
  PreviewedMail: PREVIEWED_MAILS,
  SortOrder: ORDERS,
  SuppressionReason: SUPPRESSION_REASONS,
  TenantStatus: TENANT_STATUSES,
  TimelineEntryType: TIMELINE_TYPES,
  WebhookDeliveryFailure: ATTEMPT_FAILURES,
  WebhookDisabledReason: DISABLED_REASONS,
};

/**
 * The descriptions of the registration form's fields. They are here because browsers download the rules of the form.
 */
const FORM_FIELD_WORDS = {
  firstName: { description: 'First name.', example: 'Ada' },
  lastName: { description: 'Last name.', example: 'Lovelace' },
  jobTitle: { description: 'Job title.', example: 'Buyer' },
  phone: { description: 'Phone number.', example: '+44 20 7946 0123' },
  taxId: { description: 'Tax identification number of the company.', example: 'DE 123456789' },
} as const satisfies Record<keyof typeof profileSchema.shape, object>;

/**
 * Names every request body after its operation, unless it has a name, and adds the descriptions of the form's fields.
 */
export function nameSchemas(): void {
  for (const [id, route] of Object.entries<Route>(ROUTES))
    if (route.body !== undefined) {
      const body = route.body();
      const known = z.globalRegistry.get(body) ?? {};
      z.globalRegistry.add(body, { ...known, id: known.id ?? requestName(id) });
    }
  for (const [field, words] of Object.entries(FORM_FIELD_WORDS))
    z.globalRegistry.add(profileSchema.shape[field as keyof typeof FORM_FIELD_WORDS], words);
}

/** Returns the name of a request body, such as `CreateInvitationRequest` for `createInvitation`. */
function requestName(operationId: string): string {
  return `${operationId.charAt(0).toUpperCase()}${operationId.slice(1)}Request`;
}
