import { type Provider, vouchesFor } from '../identity/provider.ts';
import { parseEmailAddress } from '../platform/email-address.ts';
import { type PrefilledProfile, prefilledProfileSchema } from '../platform/sign-up-form.ts';
import { ExternalSignInRejected } from './refusal.ts';

/** Cognito's data about a person who has just signed in with a provider. */
export interface ExternalSignIn {
  /** `<provider>_<the provider's ID of the person>`. */
  readonly userName: string;
  readonly attributes: Readonly<Record<string, string | undefined>>;
}

/** A person whose address a provider has vouched for. */
export interface ExternalPerson {
  readonly userName: string;
  readonly provider: string;
  /** Normalized, like the address of an invitation. */
  readonly address: string;
  /** The person's names according to the provider, without invalid ones. */
  readonly names: Pick<PrefilledProfile, 'firstName' | 'lastName'>;
}

/**
 * Visible ASCII. An address with characters that normalize to ASCII, such as full-width letters, could belong to
 * someone else.
 */
const ASCII = /^[\x21-\x7e]+$/;

/**
 * Returns true if a provider signed the person in
 * (https://docs.aws.amazon.com/cognito/latest/developerguide/cognito-user-pools-identity-federation.html).
 */
export function isExternal({ attributes }: Pick<ExternalSignIn, 'attributes'>): boolean {
  return (
    attributes['cognito:user_status'] === 'EXTERNAL_PROVIDER' ||
    attributes['identities'] !== undefined
  );
}

/**
 * Returns the person, if the provider vouches for the address and is allowed to.
 *
 * @throws {ExternalSignInRejected} `unknown_provider`, `email_unverified`, `email_not_accepted`
 */
export function readPerson(
  providers: readonly Provider[],
  { userName, attributes }: ExternalSignIn,
): ExternalPerson {
  const name = userName.slice(0, Math.max(0, userName.indexOf('_'))).toLowerCase();
  const provider = providers.find((known) => known.name === name);
  if (provider === undefined) throw new ExternalSignInRejected('unknown_provider');

  const typed = attributes['email']?.trim() ?? '';
  const email = ASCII.test(typed) ? parseEmailAddress(typed) : { problem: 'Not ASCII.' };
  if ('problem' in email || !(provider.trustEmails || isTrue(attributes['email_verified'])))
    throw new ExternalSignInRejected('email_unverified');
  if (!vouchesFor(provider, email.normalized))
    throw new ExternalSignInRejected('email_not_accepted');
  return { userName, provider: name, address: email.normalized, names: namesOf(attributes) };
}

/**
 * Reads a boolean from an attribute, which is always text. The local AWS emulator writes booleans in Python's format.
 */
function isTrue(attribute: string | undefined): boolean {
  return attribute?.toLowerCase() === 'true';
}

function namesOf(attributes: ExternalSignIn['attributes']): ExternalPerson['names'] {
  const { firstName, lastName } = prefilledProfileSchema.shape;
  const first = firstName.safeParse(attributes['given_name']);
  const last = lastName.safeParse(attributes['family_name']);
  return {
    ...(first.success && first.data !== undefined && { firstName: first.data }),
    ...(last.success && last.data !== undefined && { lastName: last.data }),
  };
}
