import * as z from 'zod';

/**
 * The name of a provider in the user pool. Cognito puts it, with an underscore, before the provider's own id of a person
 * and makes that the user's name, in lower case where the pool ignores case
 * (https://docs.aws.amazon.com/cognito/latest/developerguide/cognito-user-pools-specifying-attribute-mapping.html): so
 * it has no underscore and no capital, and cannot be taken for another one.
 */
export const PROVIDER_NAME = /^[a-z][a-z0-9-]{1,30}[a-z0-9]$/;

/** Somebody else who knows who a person is, as Foyer's functions need to know it. */
export const providerSchema = z.object({
  name: z.string().regex(PROVIDER_NAME),
  /** What its button says. */
  label: z.string(),
  /** Whether an address is taken for proved although the provider does not say so. */
  trustEmails: z.boolean(),
  /** The domains whose addresses it may vouch for; every one where there is no list. In lower case. */
  domains: z.array(z.string()).optional(),
});
export type Provider = z.infer<typeof providerSchema>;

/** Whether `provider` may say whose address this is. `address` is normalised. */
export function vouchesFor(provider: Pick<Provider, 'domains'>, address: string): boolean {
  const domain = address.slice(address.lastIndexOf('@') + 1);
  return provider.domains === undefined || provider.domains.includes(domain);
}

/** What the sign-up page offers to somebody with this address. */
export function providersFor(
  providers: readonly Provider[],
  address: string,
): Pick<Provider, 'name' | 'label'>[] {
  return providers
    .filter((provider) => vouchesFor(provider, address))
    .map(({ name, label }) => ({ name, label }));
}
