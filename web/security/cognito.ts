/**
 * The operations of Cognito's API for a person's own sign-in methods, which require the person's access
 * token (https://docs.aws.amazon.com/cognito/latest/developerguide/user-pools-API-operations.html).
 */
import { textIn } from '../shared/json.ts';
import { confirmedToken, securityConfig } from './confirmation.ts';

/** The reason why a change failed. */
export type FailureReason = 'code' | 'expired' | 'busy' | 'offline' | 'unknown';

/** A failed call to Cognito. */
export class CognitoFailure extends Error {
  override readonly name = 'CognitoFailure';
  readonly reason: FailureReason;

  constructor(reason: FailureReason, message: string) {
    super(message);
    this.reason = reason;
  }
}

/** Cognito's errors, by their names in the API reference of each operation. */
const REASONS: Readonly<Record<string, FailureReason>> = {
  CodeMismatchException: 'code',
  EnableSoftwareTokenMFAException: 'code',
  ExpiredCodeException: 'code',
  NotAuthorizedException: 'expired',
  LimitExceededException: 'busy',
  TooManyRequestsException: 'busy',
};

/** A passkey of the person. */
export interface Passkey {
  readonly id: string;
  readonly name: string | undefined;
  /** ISO 8601. */
  readonly createdAt: string | undefined;
}

/**
 * The maximum number of passkeys of a person, and of a page of them
 * (https://docs.aws.amazon.com/cognito/latest/developerguide/quotas.html).
 */
export const PASSKEYS_MAX = 20;

/** The sign-in methods of the person, besides the password. */
export interface SignInMethods {
  readonly hasApp: boolean;
  readonly passkeys: readonly Passkey[];
}

export async function readMethods(): Promise<SignInMethods> {
  const [user, { Credentials: credentials }] = await Promise.all([
    call('GetUser'),
    call('ListWebAuthnCredentials', { MaxResults: PASSKEYS_MAX }),
  ]);
  const { UserMFASettingList: factors } = user;
  const hasApp = Array.isArray(factors) && factors.includes(APP);
  const passkeys = Array.isArray(credentials) ? credentials.flatMap(passkeyIn) : [];
  // If a person has an app, Cognito offers passkeys only after the person has turned them on.
  if (hasApp && passkeys.length > 0)
    await call('SetUserMFAPreference', { WebAuthnMfaSettings: { Enabled: true } }).catch(
      () => undefined,
    );
  return { hasApp, passkeys };
}

/** Starts the setup of an app. @returns the key that the app and Cognito share, in Base32 */
export async function startApp(): Promise<string> {
  const key = textIn(await call('AssociateSoftwareToken'), 'SecretCode');
  if (key === undefined) throw new CognitoFailure('unknown', 'Cognito returned no key.');
  return key;
}

/** Verifies the app with its current code, and turns it on. Until then, an earlier app keeps working. */
export async function finishApp(code: string): Promise<void> {
  const { Status: status } = await call('VerifySoftwareToken', { UserCode: code });
  if (status !== 'SUCCESS') throw new CognitoFailure('code', 'Cognito rejected the code.');
  await call('SetUserMFAPreference', {
    SoftwareTokenMfaSettings: { Enabled: true, PreferredMfa: true },
  });
}

/**
 * Turns the app off, and with it passkeys as a second factor, because they require another factor
 * (`WebAuthnMfaSettingsType` in the API reference). They then work without a second factor again.
 */
export async function removeApp(): Promise<void> {
  await call('SetUserMFAPreference', {
    SoftwareTokenMfaSettings: { Enabled: false, PreferredMfa: false },
    WebAuthnMfaSettings: { Enabled: false },
  });
}

export async function removePasskey(id: string): Promise<void> {
  await call('DeleteWebAuthnCredential', { CredentialId: id });
}

const APP = 'SOFTWARE_TOKEN_MFA';

function passkeyIn(value: unknown): Passkey[] {
  const id = textIn(value, 'CredentialId');
  if (id === undefined || typeof value !== 'object' || value === null) return [];
  const at = 'CreatedAt' in value && typeof value.CreatedAt === 'number' ? value.CreatedAt : NaN;
  return [
    {
      id,
      name: textIn(value, 'FriendlyCredentialName'),
      createdAt: Number.isFinite(at) ? new Date(at * 1_000).toISOString() : undefined,
    },
  ];
}

async function call(
  action: string,
  input: object = {},
): Promise<Readonly<Record<string, unknown>>> {
  const token = confirmedToken();
  if (token === undefined) throw new CognitoFailure('expired', 'The token has expired.');
  const response = await fetch(`${securityConfig().cognitoEndpoint ?? ''}/`, {
    method: 'POST',
    credentials: 'omit',
    headers: {
      'Content-Type': 'application/x-amz-json-1.1',
      'X-Amz-Target': `AWSCognitoIdentityProviderService.${action}`,
    },
    body: JSON.stringify({ AccessToken: token, ...input }),
  }).catch((error: unknown) => {
    throw new CognitoFailure('offline', String(error));
  });
  const answer = (await response.json().catch(() => ({}))) as Readonly<Record<string, unknown>>;
  if (response.ok) return answer;
  const type = textIn(answer, '__type')?.split('#').at(-1) ?? '';
  const reason = REASONS[type] ?? (response.status === 429 ? 'busy' : 'unknown');
  throw new CognitoFailure(reason, `${action}: ${type}`);
}
