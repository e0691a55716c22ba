import { activityReference } from '../activity/responses.ts';
import {
  administratorReference,
  administratorSetupReference,
} from '../administrators/responses.ts';
import { apiClientReference } from '../api-clients/responses.ts';
import { bulkActionReference } from '../bulk-actions/responses.ts';
import { contactReference } from '../contacts/responses.ts';
import { customerReference } from '../customers/responses.ts';
import type { References } from '../http/route.ts';
import { importReference } from '../imports/responses.ts';
import { invitationReference } from '../invitations/responses.ts';
import { previewReference } from '../previews/responses.ts';
import { selfServiceReference } from '../self-service/responses.ts';
import { settingsReference } from '../settings/responses.ts';
import { signUpReference } from '../sign-up/responses.ts';
import { statisticsReference } from '../statistics/responses.ts';
import { suppressionReference } from '../suppressions/responses.ts';
import { webhookReference } from '../webhooks/responses.ts';
import type { ROUTES } from './routes.ts';

/** The references of all operations, for the API document. */
export const REFERENCES = {
  ...activityReference,
  ...administratorReference,
  ...administratorSetupReference,
  ...apiClientReference,
  ...bulkActionReference,
  ...contactReference,
  ...customerReference,
  ...importReference,
  ...invitationReference,
  ...previewReference,
  ...selfServiceReference,
  ...settingsReference,
  ...signUpReference,
  ...statisticsReference,
  ...suppressionReference,
  ...webhookReference,
} satisfies References<typeof ROUTES>;
