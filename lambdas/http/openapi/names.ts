import * as z from 'zod';
import {
  administratorResponse,
  administratorSetupResponse,
} from '../../administrators/responses.ts';
import { apiClientResponse, apiClientWithSecretResponse } from '../../api-clients/responses.ts';
import { applicationResponse } from '../../catalogue/application-responses.ts';
import {
  customerCopyResponse,
  customerDetailResponse,
  customerResponse,
  customerSummaryResponse,
} from '../../customers/responses.ts';
import { importResponse, importResultsResponse } from '../../imports/responses.ts';
import { invitationResponse, invitationSummaryResponse } from '../../invitations/responses.ts';
import { presetResponse } from '../../catalogue/preset-responses.ts';
import { profileSchema } from '../../shared/sign-up-form.ts';
import { acceptanceResponse, invitationLookupResponse } from '../../sign-up/responses.ts';
import { tenantResponse } from '../../tenants/responses.ts';

/** What is answered in several places, or is worth a name of its own in a client that is made from the document. */
const NAMED = {
  Acceptance: [acceptanceResponse, 'The account that was made.'],
  Administrator: [administratorResponse, 'An administrator.'],
  AdministratorSetup: [administratorSetupResponse, 'What a setup link offers.'],
  ApiClient: [apiClientResponse, 'A program of yours that calls this API.'],
  ApiClientWithSecret: [apiClientWithSecretResponse, 'A program of yours, with its newest secret.'],
  Application: [applicationResponse, 'An application.'],
  Customer: [customerResponse, 'A customer with its people.'],
  CustomerCopy: [customerCopyResponse, 'A copy, and where its settings come from.'],
  CustomerDetail: [customerDetailResponse, 'A customer without its people.'],
  CustomerSummary: [customerSummaryResponse, 'A customer in a list.'],
  Import: [importResponse, 'An import and its counts.'],
  ImportResults: [importResultsResponse, 'An import with a page of its rows.'],
  Invitation: [invitationResponse, 'An invitation on its own.'],
  InvitationSummary: [invitationSummaryResponse, 'An invitation in a list.'],
  Offer: [invitationLookupResponse, 'What a link offers.'],
  Preset: [presetResponse, 'A preset.'],
  Tenant: [tenantResponse, 'A company with its settings.'],
} as const satisfies Record<string, readonly [z.ZodType, string]>;

/** What the fields of the sign-up form are: said here, because a browser downloads the form's own rules. */
const FORM_FIELDS = {
  firstName: { description: 'First name.', example: 'Ada' },
  lastName: { description: 'Last name.', example: 'Lovelace' },
  jobTitle: { description: 'Job title.', example: 'Buyer' },
  phone: { description: 'Telephone number.', example: '+44 20 7946 0123' },
  taxId: { description: 'Tax identification number of the company.', example: 'DE 123456789' },
} as const satisfies Record<keyof typeof profileSchema.shape, object>;

/** Gives the schemas their names, and the form's fields their words, before the document is made. */
export function nameSchemas(): void {
  for (const [id, [schema, description]] of Object.entries(NAMED))
    z.globalRegistry.add(schema, { id, description });
  for (const [field, words] of Object.entries(FORM_FIELDS))
    z.globalRegistry.add(profileSchema.shape[field as keyof typeof FORM_FIELDS], words);
}
