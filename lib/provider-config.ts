import * as z from 'zod';
import { PROVIDER_NAME } from '../lambdas/modules/identity/provider.ts';

const NAME_SENTENCE =
  'write for each provider a name of 3 to 32 lower-case letters, digits and dashes, which is none of "cognito", "google", "facebook"';
const LABEL_SENTENCE =
  'write for each provider a label of at most 40 characters: what its button says, such as "Example Ltd"';
const DOMAINS_SENTENCE =
  'write as domains those whose addresses the provider may vouch for, such as ["example.com"], in lower case and ASCII';
const ISSUER_SENTENCE =
  'write for an oidc provider its issuer as it stands in its discovery document, "https://login.example.com", without a slash at the end';
const SECRET_SENTENCE =
  'write as clientSecretArn the ARN of a secret in Secrets Manager that holds nothing but the client’s secret';
const METADATA_SENTENCE =
  'write for a saml provider where its metadata is, "https://login.example.com/metadata.xml"';

/** What Cognito's own providers are called. */
const RESERVED = ['cognito', 'google', 'facebook', 'loginwithamazon', 'signinwithapple'];
const DOMAIN = /^([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z][a-z0-9-]{0,61}[a-z0-9]$/;
/** Plain HTTP for a provider on this machine only. */
const ISSUER = /^(https:\/\/[^\s?#]+|http:\/\/(localhost|127\.0\.0\.1):\d+[^\s?#]*)(?<!\/)$/;
/** Issuers behind which anybody can make a directory and write into it any address they like. */
const ANYBODYS = /^https:\/\/login\.microsoftonline\.com\/(common|organizations|consumers)\b/;

const text = (sentence: string, pattern: RegExp) => z.string(sentence).regex(pattern, sentence);

const common = {
  /** What the pool and the API call it. It becomes part of its users' names: another name makes other users. */
  name: text(NAME_SENTENCE, PROVIDER_NAME).refine(
    (name) => !RESERVED.includes(name),
    NAME_SENTENCE,
  ),
  /** What its button says. */
  label: text(LABEL_SENTENCE, /^[^\p{Cc}\p{Zl}\p{Zp}<>]{1,40}$/u),
  /** The domains whose addresses it may vouch for. */
  domains: z
    .array(text(DOMAINS_SENTENCE, DOMAIN), DOMAINS_SENTENCE)
    .min(1, DOMAINS_SENTENCE)
    .optional(),
  /** Whether its addresses are believed although it does not say that it has proved them. */
  trustEmails: z.boolean('write true or false as trustEmails').default(false),
};

const oidcSchema = z.strictObject({
  type: z.literal('oidc'),
  ...common,
  issuer: text(ISSUER_SENTENCE, ISSUER),
  clientId: text('write as clientId what the provider calls this installation', /^\S{1,256}$/),
  clientSecretArn: text(
    SECRET_SENTENCE,
    /^arn:aws[a-z-]*:secretsmanager:[a-z0-9-]+:\d{12}:secret:\S+$/,
  ),
});
export type OidcProvider = z.output<typeof oidcSchema>;

const CLAIMS = 'http://schemas.xmlsoap.org/ws/2005/05/identity/claims';
const attribute = (usual: string) =>
  text('write as attributes what the assertion calls them', /^\S{1,256}$/).default(usual);

const samlSchema = z.strictObject({
  type: z.literal('saml'),
  ...common,
  metadataUrl: text(METADATA_SENTENCE, /^https:\/\/\S+$/),
  /** What the provider's assertion calls an address and a name. */
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
  'write for each provider as type "oidc" or "saml"',
);
/** Somebody else who signs people in. */
export type ProviderConfig = z.output<typeof providerConfigSchema>;

/**
 * How many functions' environments hold them: 4 KB are all there is
 * (https://docs.aws.amazon.com/lambda/latest/dg/gettingstarted-limits.html).
 */
const MAX_PROVIDERS = 10;
const MAX_LENGTH = 2500;

/** The setting `identityProviders`: JSON text where it comes from the command line. */
export const identityProvidersSchema = z
  .union([z.array(z.unknown()), z.string().transform(fromJson)])
  .pipe(
    z
      .array(providerConfigSchema, 'write a list of providers')
      .max(MAX_PROVIDERS, `write at most ${MAX_PROVIDERS} providers`),
  )
  .superRefine((providers, context) => {
    for (const message of problemsOf(providers)) context.addIssue({ code: 'custom', message });
  })
  .default([]);

function fromJson(json: string, context: z.RefinementCtx<string>): unknown {
  try {
    return JSON.parse(json);
  } catch {
    context.addIssue({ code: 'custom', message: 'write a list of providers, as JSON' });
    return z.NEVER;
  }
}

function problemsOf(providers: readonly ProviderConfig[]): string[] {
  const names = providers.map(({ name }) => name);
  return [
    ...(new Set(names).size < names.length ? ['write each provider once'] : []),
    ...(JSON.stringify(providers).length > MAX_LENGTH
      ? ['write fewer providers, or fewer domains: the functions cannot hold so many']
      : []),
    ...providers.flatMap(problemsOfOne),
  ];
}

function problemsOfOne(provider: ProviderConfig): string[] {
  const { name, type, trustEmails, domains } = provider;
  if (type === 'saml' && !trustEmails)
    return [
      `write trustEmails: true for ${name}, if its addresses can be believed: an assertion does not say whether they were proved`,
    ];
  if (trustEmails && domains === undefined)
    return [
      `write the domains of ${name}: a provider whose addresses are believed may vouch only for those`,
    ];
  if (trustEmails && type === 'oidc' && ANYBODYS.test(provider.issuer))
    return [
      `write the issuer of one directory for ${name}: behind this one anybody can claim any address`,
    ];
  return [];
}
