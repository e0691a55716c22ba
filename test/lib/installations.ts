import { createHash } from 'node:crypto';

import type { Template } from 'aws-cdk-lib/assertions';
import * as z from 'zod';

import {
  companyLogin,
  elsewhere,
  everything,
  production,
  REGION,
  synthesiseAll,
  type Synthesised,
  withProvider,
} from './synthesise.ts';

/** A configuration that a platform team can deploy, with its account and region. */
export interface Installation {
  readonly name: string;
  readonly settings: Readonly<Record<string, unknown>>;
  /** Context as in cdk.json. */
  readonly context?: Readonly<Record<string, unknown>>;
  /** Default: eu-central-1. */
  readonly region?: string;
}

const longest = (count: number, length: number, start: (nr: number) => string) =>
  Array.from({ length: count }, (_, nr) => start(nr).padEnd(length, 'x'));

/** Production with a web ACL and own domains, as everybody should deploy it. */
export const withDomains: Installation = {
  name: 'a web ACL and own domains',
  settings: everything,
};
/** The same in a second region: a MAIL FROM domain has one MX record, which names a region, and a host is used once. */
export const withDomainsInSecondRegion: Installation = {
  name: 'a web ACL and own domains in a second region',
  settings: {
    ...everything,
    siteUrl: 'https://join-us.example.com',
    mailFromDomain: 'bounce-us.example.com',
    loginDomain: 'login-us.example.com',
  },
  region: 'us-east-1',
};
/** The same in a second stage, which sends from a domain of its own. */
export const withDomainsInSecondStage: Installation = {
  name: 'a web ACL and own domains in a second stage',
  settings: {
    ...everything,
    stage: 'staging',
    siteUrl: 'https://join-staging.example.com',
    senderAddress: 'invitations@staging.example.com',
    mailFromDomain: 'bounce.staging.example.com',
    loginDomain: 'login-staging.example.com',
  },
};

export const inProduction: Installation = { name: 'production', settings: production };
/** The same stage in a second region of the account. Two distributions cannot have the same domain. */
export const inSecondRegion: Installation = {
  name: 'production in a second region',
  settings: { ...production, siteUrl: 'https://join-us.example.com' },
  // The longest name of a region.
  region: 'ap-southeast-1',
};
/** Another stage in the region of production, with the same sender. */
export const inSecondStage: Installation = {
  name: 'a second stage in the same region',
  settings: {
    ...production,
    stage: 'staging',
    siteUrl: 'https://join-staging.example.com',
    senderIdentity: 'existing',
  },
};

/**
 * The installations that are checked against AWS limits, cfn-lint, and the pinned logical IDs. To check another
 * setting, add an installation that uses it.
 */
export const INSTALLATIONS: readonly Installation[] = [
  inProduction,
  inSecondRegion,
  inSecondStage,
  { name: 'protected production', settings: { ...production, protectData: true } },
  {
    name: 'a bootstrap qualifier and a permissions boundary of the team',
    settings: production,
    context: {
      '@aws-cdk/core:bootstrapQualifier': 'ourown',
      '@aws-cdk/core:permissionsBoundary': { name: 'developer-boundary' },
    },
  },
  {
    name: 'pages hosted elsewhere',
    settings: { ...elsewhere, stage: 'production', senderIdentity: 'address' },
  },
  { name: 'the default CloudFront domain', settings: { senderAddress: 'invitations@example.com' } },
  { name: 'an identity provider', settings: withProvider },
  withDomains,
  withDomainsInSecondRegion,
  withDomainsInSecondStage,
  {
    name: 'the longest settings',
    settings: {
      ...production,
      stage: 's'.padEnd(20, 'x'),
      senderAddress: `${'a'.repeat(64)}@${longest(3, 60, String).join('.')}.com`,
      senderName: 'ü'.repeat(60),
      siteUrl: `https://${longest(3, 60, (nr) => `a${nr}`).join('.')}.example.com`,
      callbackUrls: longest(97, 1024, (nr) => `https://app.example.com/${nr}/`),
      allowedGroups: longest(100, 12, (nr) => `group-${nr}-`),
      identityProviders: Array.from({ length: 3 }, (_, nr) => ({
        ...companyLogin,
        name: `company-${nr}`.padEnd(32, '-login'),
        label: 'C'.repeat(40),
      })),
    },
    region: 'ap-southeast-1',
  },
];

/** Synthesizes an installation. Cached, so the result must not be modified. */
export function synthesiseInstallation({ settings, context, region }: Installation): Synthesised {
  return synthesiseAll(settings, context, region);
}

const ACCOUNT = '111122223333';
const typesSchema = z.looseObject({
  Resources: z.record(z.string(), z.looseObject({ Type: z.string() })),
});

/**
 * Returns a function that replaces the intrinsic functions in a value of a template with values as long as those that
 * CloudFormation fills in: names of the stack, the logical ID, and 12 characters, cut where AWS allows fewer.
 */
export function deployedValues(
  { stackName, template }: { readonly stackName: string; readonly template: Template },
  region = REGION,
): (value: unknown) => unknown {
  const { Resources } = typesSchema.parse(template.toJSON());
  const physical = (id: string) => {
    const type = Resources[id]?.Type ?? '';
    const name = `${stackName}-${id}-ABCDEFGHIJKL`.slice(0, NAME_MAX[type] ?? 255);
    return { type, name };
  };

  const ref = (id: string): string => {
    const pseudo = {
      ...PSEUDO,
      'AWS::Region': region,
      'AWS::StackName': stackName,
      'AWS::StackId': `arn:aws:cloudformation:${region}:${ACCOUNT}:stack/${stackName}/${uuidOf(`${stackName} ${region}`)}`,
    }[id];
    if (pseudo !== undefined) return pseudo;
    const { type, name } = physical(id);
    if (type === 'AWS::SQS::Queue') return `https://sqs.${region}.amazonaws.com/${ACCOUNT}/${name}`;
    if (type === 'AWS::Cognito::UserPool') return `${region}_AbCdEfGhI`;
    if (type === 'AWS::Cognito::UserPoolClient') return 'a'.repeat(26);
    if (type === 'AWS::ApiGatewayV2::Api') return 'abcdefghij';
    return ['AWS::SecretsManager::Secret', 'AWS::SNS::Topic'].includes(type) ? arn(id) : name;
  };
  const arn = (id: string): string => {
    const { type, name } = physical(id);
    const service = type.split('::')[1]?.toLowerCase() ?? '';
    return `arn:aws:${service}:${region}:${ACCOUNT}:resource/${name}`;
  };
  const attribute = (id: string, name: string): string => {
    if (name.endsWith('Arn')) return arn(id);
    if (name === 'ApiEndpoint') return `https://abcdefghij.execute-api.${region}.amazonaws.com`;
    if (name === 'DomainName') return 'd111111abcdef8.cloudfront.net';
    return `${physical(id).name}.${name}`;
  };

  const value = (raw: unknown): unknown => {
    if (Array.isArray(raw)) return raw.map(value);
    if (typeof raw !== 'object' || raw === null) return raw;
    const [[key, argument] = ['', undefined], ...others] = Object.entries(raw);
    if (others.length === 0 && isIntrinsic(key)) return intrinsic(key, argument);
    return Object.fromEntries(Object.entries(raw).map(([name, each]) => [name, value(each)]));
  };
  const intrinsic = (key: keyof typeof INTRINSICS, argument: unknown): unknown => {
    switch (key) {
      case 'Ref':
        return ref(INTRINSICS.Ref.parse(argument));
      case 'Fn::GetAtt':
        return attribute(...INTRINSICS['Fn::GetAtt'].parse(argument));
      case 'Fn::Join': {
        const [separator, parts] = INTRINSICS['Fn::Join'].parse(argument);
        return parts.map((part) => String(value(part))).join(separator);
      }
      case 'Fn::Split': {
        const [separator, text] = INTRINSICS['Fn::Split'].parse(argument);
        return String(value(text)).split(separator);
      }
      case 'Fn::Select': {
        const [index, list] = INTRINSICS['Fn::Select'].parse(argument);
        return z.array(z.unknown()).parse(value(list))[index];
      }
      case 'Fn::Sub':
        return INTRINSICS['Fn::Sub']
          .parse(argument)
          .replaceAll(/\$\{([^}]+)\}/g, (_, id: string) => {
            const [resource = '', name] = id.split('.');
            return name === undefined ? ref(resource) : attribute(resource, name);
          });
      case 'Fn::GetStackOutput':
        return `arn:aws:wafv2:us-east-1:${ACCOUNT}:global/webacl/${stackName}/00000000-0000-4000-8000-000000000000`;
    }
  };
  return value;
}

/** Returns an ID in the form of a UUID that differs for each stack. */
function uuidOf(text: string): string {
  const hex = createHash('sha256').update(text).digest('hex');
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12}).*$/, '$1-$2-$3-$4-$5');
}

const PSEUDO: Readonly<Record<string, string>> = {
  'AWS::AccountId': ACCOUNT,
  'AWS::Partition': 'aws',
  'AWS::URLSuffix': 'amazonaws.com',
};

/** The maximum lengths of resource names, where AWS allows fewer characters than CloudFormation would use. */
const NAME_MAX: Readonly<Record<string, number>> = {
  'AWS::IAM::Role': 64,
  'AWS::Lambda::Function': 64,
  'AWS::S3::Bucket': 63,
  'AWS::SQS::Queue': 80,
};

const INTRINSICS = {
  Ref: z.string(),
  'Fn::GetAtt': z.tuple([z.string(), z.string()]),
  'Fn::Join': z.tuple([z.string(), z.array(z.unknown())]),
  'Fn::Split': z.tuple([z.string(), z.unknown()]),
  'Fn::Select': z.tuple([z.coerce.number(), z.unknown()]),
  'Fn::Sub': z.string(),
  /** Its only use is the ARN of the web ACL. */
  'Fn::GetStackOutput': z.unknown(),
};

/** @throws for an intrinsic function that is not evaluated here. */
function isIntrinsic(key: string): key is keyof typeof INTRINSICS {
  if (key in INTRINSICS) return true;
  if (key.startsWith('Fn::')) throw new Error(`${key} is not evaluated. Add it.`);
  return false;
}
