import * as z from 'zod';

import { PROVIDER_NAME } from '../lambdas/modules/identity/provider.ts';

const NAME_SENTENCE =
  'the name of each provider must be 3 to 32 lowercase letters, digits, and hyphens, and must not be "cognito", "google", or "facebook"';
const LABEL_SENTENCE =
  'the label of each provider, which its button shows, must be 1 to 40 characters, such as "Example Ltd"';
const DOMAINS_SENTENCE =
  'domains must list the email domains that the provider is trusted for, such as ["example.com"], in lowercase ASCII';
const ISSUER_SENTENCE =
  'the issuer of an oidc provider must be the one in its discovery document, such as "https://login.example.com", without a trailing slash';
const SECRET_SENTENCE =
  'clientSecretArn must be the ARN of a secret in Secrets Manager that contains only the client secret';
const METADATA_SENTENCE =
  'the metadataUrl of a saml provider must be an HTTPS URL, such as "https://login.example.com/metadata.xml"';

/** Names that Cognito reserves for its own providers. */
const RESERVED = ['cognito', 'google', 'facebook', 'loginwithamazon', 'signinwithapple'];
const DOMAIN = /^([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z][a-z0-9-]{0,61}[a-z0-9]$/;
/** HTTPS, or HTTP for a provider on localhost. */
const ISSUER = /^(https:\/\/[^\s?#]+|http:\/\/(localhost|127\.0\.0\.1):\d+[^\s?#]*)(?<!\/)$/;
/** Issuers that all directories share. Anyone can create a directory with any address in it. */
const SHARED_ISSUERS = /^https:\/\/login\.microsoftonline\.com\/(common|organizations|consumers)\b/;

const text = (sentence: string, pattern: RegExp) => z.string(sentence).regex(pattern, sentence);

const common = {
  /** Name in the user pool and the API. It is part of the user names, so renaming a provider creates new users. */
  name: text(NAME_SENTENCE, PROVIDER_NAME).refine(
    (name) => !RESERVED.includes(name),
    NAME_SENTENCE,
  ),
  /** Text of the sign-in button. */
  label: text(LABEL_SENTENCE, /^[^\p{Cc}\p{Zl}\p{Zp}<>]{1,40}$/u),
  /** Email domains that the provider is trusted for. */
  domains: z
    .array(text(DOMAINS_SENTENCE, DOMAIN), DOMAINS_SENTENCE)
    .min(1, DOMAINS_SENTENCE)
    .optional(),
  /** Trusts addresses that the provider does not mark as verified. */
  trustEmails: z.boolean('trustEmails must be true or false').default(false),
};

const oidcSchema = z.strictObject({
  type: z.literal('oidc'),
  ...common,
  issuer: text(ISSUER_SENTENCE, ISSUER),
  clientId: text('clientId must be 1 to 256 characters without spaces', /^\S{1,256}$/),
  clientSecretArn: text(
    SECRET_SENTENCE,
    /^arn:aws[a-z-]*:secretsmanager:[a-z0-9-]+:\d{12}:secret:\S+$/,
  ),
});
export type OidcProvider = z.output<typeof oidcSchema>;

const CLAIMS = 'http://schemas.xmlsoap.org/ws/2005/05/identity/claims';
const attribute = (usual: string) =>
  text(
    'attributes must be the names in the assertion, of 1 to 256 characters without spaces',
    /^\S{1,256}$/,
  ).default(usual);

const samlSchema = z.strictObject({
  type: z.literal('saml'),
  ...common,
  metadataUrl: text(METADATA_SENTENCE, /^https:\/\/\S+$/),
  /** Names of the attributes in the assertion. */
  attributes: z
    .strictObject({
      email: attribute(`${CLAIMS}/emailaddress`),
      givenName: attribute(`${CLAIMS}/givenname`),
      familyName: attribute(`${CLAIMS}/surname`),
    })
    .prefault({}),
});
export type SamlProvider = z.output<typeof samlSchema>;

const providerConfigSchema = z.discriminatedUnion(
  'type',
  [oidcSchema, samlSchema],
  'the type of each provider must be "oidc" or "saml"',
);
/** An identity provider. */
export type ProviderConfig = z.output<typeof providerConfigSchema>;

/**
 * Keeps the providers small enough for the environment variables of a function, which are limited to 4 KB
 * (https://docs.aws.amazon.com/lambda/latest/dg/gettingstarted-limits.html).
 */
const MAX_PROVIDERS = 10;
const MAX_LENGTH = 2500;

/** Schema of the `identityProviders` setting, which is JSON on the command line. */
export const identityProvidersSchema = z
  .union([z.array(z.unknown()), z.string().transform(fromJson)])
  .pipe(
    z
      .array(providerConfigSchema, 'must be a list of providers')
      .max(MAX_PROVIDERS, `must not contain more than ${MAX_PROVIDERS} providers`),
  )
  .superRefine((providers, context) => {
    for (const message of problemsOf(providers)) context.addIssue({ code: 'custom', message });
  })
  .default([]);

function fromJson(json: string, context: z.RefinementCtx<string>): unknown {
  try {
    return JSON.parse(json);
  } catch {
    context.addIssue({ code: 'custom', message: 'must be a list of providers, as JSON' });
    return z.NEVER;
  }
}

function problemsOf(providers: readonly ProviderConfig[]): string[] {
  const names = providers.map(({ name }) => name);
  return [
    ...(new Set(names).size < names.length ? ['must not contain a name twice'] : []),
    ...(JSON.stringify(providers).length > MAX_LENGTH
      ? [`must not exceed ${MAX_LENGTH} characters as JSON; remove providers or domains`]
      : []),
    ...providers.flatMap(problemsOfOne),
  ];
}

function problemsOfOne(provider: ProviderConfig): string[] {
  const { name, type, trustEmails, domains } = provider;
  if (type === 'saml' && !trustEmails)
    return [
      `${name} must have trustEmails: true, because a SAML assertion does not say whether an address is verified; set it only if its addresses can be trusted`,
    ];
  if (trustEmails && domains === undefined)
    return [`${name} must have domains, because trustEmails: true is limited to those`];
  if (trustEmails && type === 'oidc' && SHARED_ISSUERS.test(provider.issuer))
    return [
      `${name} must have the issuer of one directory, because with a shared issuer anyone can claim any address`,
    ];
  return [];
}
