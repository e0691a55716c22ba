import type { Tenant } from '../records/tenant.ts';
import { DEFAULT_LOCALE } from '../records/tenant-settings.ts';
import type { TenantReader } from '../tenants/tenant-store.ts';
import { accountMail } from './templates/account-mail.ts';
import type { AccountMailKind } from './templates/account-texts.ts';

/**
 * The emails that Cognito sends, by trigger source
 * (https://docs.aws.amazon.com/cognito/latest/developerguide/user-pool-lambda-custom-message.html).
 */
const KINDS = new Map<string, AccountMailKind>([
  ['CustomMessage_AdminCreateUser', 'temporary'],
  ['CustomMessage_Authentication', 'signIn'],
  ['CustomMessage_ForgotPassword', 'reset'],
  ['CustomMessage_ResendCode', 'verification'],
  ['CustomMessage_SignUp', 'verification'],
  ['CustomMessage_UpdateUserAttribute', 'verification'],
  ['CustomMessage_VerifyUserAttribute', 'verification'],
]);

/** The data about an email that Cognito is about to send. */
export interface AccountMessageRequest {
  readonly source: string;
  readonly attributes: Readonly<Record<string, string | undefined>>;
  readonly codePlaceholder: string;
  /** Only for a temporary password. */
  readonly userNamePlaceholder: string | undefined;
}

export interface AccountMessageDeps {
  readonly tenants: TenantReader;
  /** The name for emails without a known company. */
  readonly senderName: string;
}

/** An email for Cognito to send. */
export interface AccountMessage {
  readonly subject: string;
  readonly html: string;
  /** The reason why the email has no branding, if the tenant could not be read. */
  readonly failure?: unknown;
}

/**
 * Composes an email that Cognito sends, in the person's language and with the tenant's branding. A person who cannot
 * sign in is waiting for it, so the email is sent without branding if the tenant cannot be read. Returns `undefined`
 * for an unknown source, so that Cognito uses its default text.
 */
export async function accountMessage(
  deps: AccountMessageDeps,
  { source, attributes, codePlaceholder, userNamePlaceholder }: AccountMessageRequest,
): Promise<AccountMessage | undefined> {
  const kind = KINDS.get(source);
  if (kind === undefined) return undefined;
  const { tenant, failure } = await findTenant(deps, attributes['custom:tenant_id']);
  const mail = accountMail({
    kind,
    tenantName: tenant?.name ?? deps.senderName,
    branding: tenant?.branding ?? {},
    // The address to verify might not be the one that the person signs in with.
    email: kind === 'verification' ? undefined : attributes['email'],
    locale: attributes['locale'] ?? tenant?.settings.defaultLocale ?? DEFAULT_LOCALE,
    codePlaceholder,
    userNamePlaceholder: kind === 'temporary' ? userNamePlaceholder : undefined,
  });
  return { ...mail, ...(failure !== undefined && { failure }) };
}

async function findTenant(
  { tenants }: AccountMessageDeps,
  tenantId: string | undefined,
): Promise<{ readonly tenant?: Tenant | undefined; readonly failure?: unknown }> {
  // A user that someone created in the console.
  if (tenantId === undefined) return {};
  try {
    const tenant = await tenants.get(tenantId);
    return tenant === undefined ? { failure: new Error('The tenant does not exist.') } : { tenant };
  } catch (error) {
    return { failure: error };
  }
}
