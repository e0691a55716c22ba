import * as z from 'zod/mini';

import * as stored from '../platform/stored.ts';

/**
 * The name of a provider in the user pool. Cognito builds the user name from this name, an underscore, and the
 * provider's ID for the person, in lowercase if the pool ignores case
 * (https://docs.aws.amazon.com/cognito/latest/developerguide/cognito-user-pools-specifying-attribute-mapping.html).
 * Therefore, the name must not contain underscores or capital letters, so that it cannot be mistaken for another name.
 */
export const PROVIDER_NAME = /^[a-z][a-z0-9-]{1,30}[a-z0-9]$/;

/** An identity provider, with the settings that the functions need. */
export const providerSchema = z.object({
  name: z.string().check(z.regex(PROVIDER_NAME)),
  /** The text of the provider's button. */
  label: stored.text,
  /** True if an address is considered verified even though the provider does not mark it as verified. */
  trustEmails: stored.flag,
  /** The domains whose addresses the provider can vouch for, in lowercase. If omitted, all domains. */
  domains: z.optional(stored.texts),
});
export type Provider = z.infer<typeof providerSchema>;

/** Returns true if `provider` is allowed to vouch for `address`, which must be normalized. */
export function vouchesFor(provider: Pick<Provider, 'domains'>, address: string): boolean {
  const domain = address.slice(address.lastIndexOf('@') + 1);
  return provider.domains === undefined || provider.domains.includes(domain);
}

/** Returns the providers that the sign-up page offers to a person with this address. */
export function providersFor(
  providers: readonly Provider[],
  address: string,
): Pick<Provider, 'name' | 'label'>[] {
  return providers
    .filter((provider) => vouchesFor(provider, address))
    .map(({ name, label }) => ({ name, label }));
}
