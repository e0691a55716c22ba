import { beforeAll, describe, expect, test } from 'vitest';
import * as z from 'zod';

import { parseConfig } from '../../lib/config.ts';
import { deploy, type Deployed, LIMITS } from './aws-limits.ts';
import {
  deployedValues,
  inProduction,
  inSecondRegion,
  inSecondStage,
  type Installation,
  INSTALLATIONS,
  synthesiseInstallation,
  withDomains,
  withDomainsInSecondRegion,
  withDomainsInSecondStage,
} from './installations.ts';
import { elsewhere, production, synthesise } from './synthesise.ts';
import { resourcesOf } from './template.ts';

const templateSchema = z.looseObject({
  Resources: z.record(
    z.string(),
    z.looseObject({
      Type: z.string(),
      DeletionPolicy: z.string().optional(),
      Properties: z.record(z.string(), z.unknown()).default({}),
    }),
  ),
});

function resources(installation: Installation) {
  const { template } = synthesiseInstallation(installation);
  return Object.entries(templateSchema.parse(template.toJSON()).Resources);
}

const matrix = INSTALLATIONS.map((installation) => [installation.name, installation] as const);

describe.each(matrix)('%s', (_, installation) => {
  let deployed: Deployed;
  beforeAll(() => {
    deployed = deploy(installation);
  });

  test.each(LIMITS)('has at most $most $name', ({ measure, most, remedy, source }) => {
    const over = measure(deployed)
      .filter(({ size }) => size > most)
      .map(({ of, size }) => `${of}: ${size} of ${most}. ${remedy} (${source})`);
    expect(over).toEqual([]);
  });

  test('creates the resources that hold data under the IDs that they have always had', () => {
    for (const [type, all] of Object.entries(LOGICAL_IDS)) {
      const hosted = installation.settings['hosting'] !== false;
      const ids = all.filter((id) => hosted || !ONLY_WITH_HOSTING.includes(id));
      const found = Object.keys(resourcesOf(deployed.template, type));
      expect(
        found.toSorted(),
        `A construct of ${type} was renamed or removed: a deployment would start with an empty one. A new one belongs in the list.`,
      ).toEqual(ids.toSorted());
    }
  });

  test('writes no log that outlives the stack without a retention period', () => {
    const logGroups = Object.keys(resourcesOf(deployed.template, 'AWS::Logs::LogGroup'));
    for (const [id, { LoggingConfig }] of Object.entries(
      resourcesOf(deployed.template, 'AWS::Lambda::Function'),
    )) {
      const { LogGroup } = z
        .looseObject({ LogGroup: z.object({ Ref: z.string() }) })
        .parse(LoggingConfig, { error: () => `${id} has no log group of the stack` });
      expect(logGroups, id).toContain(LogGroup.Ref);
    }
  });
});

/** Types that write to a log with a role of the stack, or only read it. All others need a resource policy. */
const OWN_ROLE = new Set([
  'AWS::IAM::Policy',
  'AWS::Lambda::Function',
  'AWS::Logs::LogGroup',
  'AWS::Logs::MetricFilter',
]);

test('logs that AWS services deliver have names that the policy of the region covers, unique for each stack', () => {
  const all = resources(withDomains);
  const delivered = all.flatMap(([id, { Type, Properties }]) => {
    const writers = all.filter(
      ([, other]) =>
        !OWN_ROLE.has(other.Type) && JSON.stringify(other.Properties).includes(`"${id}"`),
    );
    if (Type !== 'AWS::Logs::LogGroup' || writers.length === 0) return [];
    return JSON.stringify(Properties['LogGroupName'] ?? '');
  });
  expect(delivered).toHaveLength(1);
  for (const name of delivered) {
    expect(name).toContain('"/aws/vendedlogs/');
    // A log that is kept must not prevent the stack from being created again.
    expect(name).toContain('"AWS::StackId"');
  }
});

/** Every name that a template assigns to a resource, as `type.property`, and its value. */
function namesIn(installation: Installation): Map<string, Set<string>> {
  const filledIn = deployedValues(synthesiseInstallation(installation), installation.region);
  const names = new Map<string, Set<string>>();
  const add = (key: string, raw: unknown) => {
    const value = filledIn(raw);
    if (typeof value === 'string') names.set(key, (names.get(key) ?? new Set()).add(value));
  };
  for (const [, { Type, Properties }] of resources(installation))
    for (const [property, value] of Object.entries(Properties)) {
      if (/^(\w*Name|Domain|EmailIdentity)$/.test(property)) add(`${Type}.${property}`, value);
      if (!property.endsWith('Config') || typeof value !== 'object' || value === null) continue;
      if ('Name' in value) add(`${Type}.Name`, value.Name);
      for (const alias of 'Aliases' in value ? z.array(z.unknown()).parse(value.Aliases) : [])
        add(`${Type}.Aliases`, alias);
    }
  for (const [name, host] of hostsIn(installation)) add(name, host);
  for (const { name, region } of synthesiseInstallation(installation).otherStacks)
    add(`Stack in ${region}`, name);
  return names;
}

/** Host names for which only one installation can have the DNS records, and that are not in the name of a resource. */
function* hostsIn(installation: Installation): Generator<[string, unknown]> {
  for (const [, { Type, Properties }] of resources(installation)) {
    const { Domain, CustomDomainConfig, MailFromAttributes } = Properties;
    if (Type === 'AWS::Cognito::UserPoolDomain' && CustomDomainConfig !== undefined)
      yield ['Host of loginDomain', Domain];
    if (Type === 'AWS::SES::EmailIdentity' && MailFromAttributes !== undefined)
      yield [
        'Host of mailFromDomain',
        (MailFromAttributes as { MailFromDomain: unknown }).MailFromDomain,
      ];
  }
}

/** Names that are unique only within another resource, labels, and references to resources. */
const SCOPED = new Set([
  'AWS::ApiGatewayV2::Api.Name',
  'AWS::ApiGatewayV2::Authorizer.Name',
  'AWS::ApiGatewayV2::Stage.StageName',
  'AWS::CloudWatch::Alarm.MetricName',
  'AWS::Cognito::UserPoolGroup.GroupName',
  'AWS::Cognito::UserPoolIdentityProvider.ProviderName',
  'AWS::Cognito::UserPoolResourceServer.Name',
  'AWS::IAM::Policy.PolicyName',
  'AWS::SNS::Topic.DisplayName',
]);
/** Names that are unique in the account, not in a region. */
const GLOBAL = /^(AWS::(CloudFront|IAM|Route53|S3|WAFv2)::|Stack in |Host of )/;

function shared(one: Installation, other: Installation, kinds: RegExp): string[] {
  const others = namesIn(other);
  return [...namesIn(one)]
    .filter(([key]) => kinds.test(key) && !SCOPED.has(key))
    .flatMap(([key, values]) =>
      [...values].filter((value) => others.get(key)?.has(value)).map((value) => `${key}: ${value}`),
    );
}

test.each(LIMITS)('the $name are measured', ({ measure }) => {
  expect(Math.max(...measure(deploy(inProduction)).map(({ size }) => size))).toBeGreaterThan(0);
});

describe('installations in the same account share no name', () => {
  test('in two regions', () => {
    expect([...namesIn(inProduction).keys()]).toEqual(
      expect.arrayContaining([
        'AWS::CloudFront::Distribution.Aliases',
        'AWS::CloudFront::Function.Name',
        'AWS::CloudFront::OriginAccessControl.Name',
        'AWS::CloudFront::ResponseHeadersPolicy.Name',
      ]),
    );
    expect(shared(inProduction, inSecondRegion, GLOBAL)).toEqual([]);
  });

  test('in two regions with a web ACL and own domains', () => {
    expect([...namesIn(withDomains).keys()]).toEqual(
      expect.arrayContaining([
        'Host of loginDomain',
        'Host of mailFromDomain',
        'Stack in us-east-1',
      ]),
    );
    expect(shared(withDomains, withDomainsInSecondRegion, GLOBAL)).toEqual([]);
  });

  test('except the hosts of the settings, which the second region must change', () => {
    const unchanged = { ...withDomains, region: 'us-east-1' };
    expect(shared(withDomains, unchanged, GLOBAL).toSorted()).toEqual([
      'AWS::CloudFront::Distribution.Aliases: join.example.com',
      'Host of loginDomain: login.example.com',
      'Host of mailFromDomain: bounce.example.com',
    ]);
  });

  test('in two stages of a region', () => {
    expect([...namesIn(inProduction).keys()]).toEqual(
      expect.arrayContaining([
        'AWS::Cognito::UserPoolDomain.Domain',
        'AWS::Events::EventBus.Name',
        'AWS::SES::EmailIdentity.EmailIdentity',
      ]),
    );
    expect(shared(inProduction, inSecondStage, /^/)).toEqual([]);
    expect(shared(withDomains, withDomainsInSecondStage, /^/)).toEqual([]);
  });

  test('except the identity of the sender, unless the second stage uses the existing one', () => {
    const settings = { ...inSecondStage.settings, senderIdentity: 'domain' };
    expect(shared(inProduction, { ...inSecondStage, settings }, /^/)).toEqual([
      'AWS::SES::EmailIdentity.EmailIdentity: example.com',
    ]);
  });
});

describe('a first deployment', () => {
  test.each(matrix.filter(([, { settings }]) => settings['protectData'] !== true))(
    'of %s leaves nothing behind when it fails',
    (_, installation) => {
      expect(synthesiseInstallation(installation).terminationProtection).toBe(false);
      for (const [id, { DeletionPolicy = 'Delete', Properties }] of resources(installation)) {
        expect(['Delete', 'RetainExceptOnCreate'], id).toContain(DeletionPolicy);
        expect(JSON.stringify(Properties), id).not.toMatch(
          /"Deletion\w*Protection\w*":(true|"ACTIVE")/,
        );
      }
    },
  );

  test('keeps what production has stored when the stack is deleted later', () => {
    const kept = resources(inProduction).filter(
      ([, { DeletionPolicy }]) => DeletionPolicy === 'RetainExceptOnCreate',
    );
    expect(new Set(kept.map(([, { Type }]) => Type))).toEqual(
      new Set([
        'AWS::Cognito::UserPool',
        'AWS::DynamoDB::GlobalTable',
        'AWS::Logs::LogGroup',
        'AWS::SES::EmailIdentity',
        'AWS::SecretsManager::Secret',
      ]),
    );
  });

  test.each(['domain', 'address'])(
    'creates the %s in SES, which outlives the stack and a change of the sender, as others can send from it',
    (senderIdentity) => {
      const identity = { DeletionPolicy: 'RetainExceptOnCreate', UpdateReplacePolicy: 'Retain' };
      synthesise({ ...production, senderIdentity }).hasResource(
        'AWS::SES::EmailIdentity',
        identity,
      );
      // Without its data, a stage leaves nothing behind.
      synthesise({ ...elsewhere, senderIdentity }).hasResource('AWS::SES::EmailIdentity', {
        DeletionPolicy: 'Delete',
      });
    },
  );

  test('is followed by one that protects the stack, the table, and the user pool', () => {
    const { template, terminationProtection } = synthesiseInstallation({
      name: '',
      settings: { ...production, protectData: true },
    });
    expect(terminationProtection).toBe(true);
    expect(JSON.stringify(template.toJSON())).toMatch(/"DeletionProtectionEnabled":true/);
    template.hasResourceProperties('AWS::Cognito::UserPool', { DeletionProtection: 'ACTIVE' });
    template.hasOutput('DataProtection', { Value: 'on' });
  });

  test('says what is left to do, and what can make it fail', () => {
    const messagesOf = (settings: Readonly<Record<string, unknown>>) =>
      synthesiseInstallation({ name: '', settings }).messages.join('\n');
    expect(messagesOf(production)).toMatch(/protectData.*: true and deploy again/);
    expect(messagesOf(production)).toMatch(/adds the identity example\.com .*existing/);
    expect(messagesOf({ ...production, protectData: true })).toBe('');
    expect(messagesOf(inSecondStage.settings)).not.toMatch(/identity/);
    expect(messagesOf(production)).not.toMatch(/mailFromDomain|loginDomain/);
    expect(messagesOf(withDomains.settings)).toMatch(
      /mailFromDomain .*bounce\.example\.com.*another region, use another mailFromDomain/,
    );
    expect(messagesOf(withDomains.settings)).toMatch(
      /loginDomain .*login\.example\.com.*another stage or region, use another loginDomain/,
    );
    expect(messagesOf({ ...withDomains.settings, protectData: true })).toBe('');
    expect(messagesOf({ ...elsewhere, stage: 'local' })).toBe('');
    synthesise(production).hasOutput('DataProtection', { Value: 'off' });
    expect(synthesise(elsewhere).findOutputs('DataProtection')).toEqual({});
  });
});

describe('settings that CloudFormation would refuse are refused before', () => {
  test('groups and providers that do not fit into the environment of a function', () => {
    const allowedGroups = Array.from({ length: 60 }, (_, nr) => `group-${nr}`.padEnd(80, 'x'));
    expect(() => synthesise({ ...production, allowedGroups })).toThrow(
      /^The settings are too long for the function Imports\/Importer: its environment would take \d{4} bytes, and Lambda allows 4096\. Most of them are in ALLOWED_GROUPS\./,
    );
  });

  test.each(['aws', 'my-cognito', 'amazonas'])('a stage called %s', (stage) => {
    const settings = { senderAddress: 'a@example.com', stage };
    expect(() => parseConfig(settings)).toThrow(/^ {2}stage: must not contain "aws"/m);
    expect(parseConfig({ ...settings, loginDomainPrefix: 'acme' }).stage).toBe(stage);
  });
});

/** Logical IDs by type. If an ID changes, CloudFormation replaces the resource with an empty one. */
const LOGICAL_IDS: Readonly<Record<string, readonly string[]>> = {
  'AWS::DynamoDB::GlobalTable': ['DataTableFDBAD0F2'],
  'AWS::Cognito::UserPool': ['IdentityUserPool96FE3B9B'],
  'AWS::S3::Bucket': ['HostingPagesE05611A0'],
  'AWS::SQS::Queue': [
    'ImportsDeadLetters741CB14C',
    'ImportsQueue807CB1E9',
    'MailBulkQueue968AD559',
    'MailDeadLettersECBBCC2A',
    'MailFeedbackDeadLetters76165032',
    'MailFeedbackQueue01441538',
    'MailQueueC8B8B9FB',
    'OutboxFailures542FF1D0',
    'ProjectionsFailures9D0A1DDF',
    'WebhooksDeadLettersA656B8E7',
    'WebhooksDeliveries78486319',
    'WebhooksEventsD5F34A63',
  ],
  // The secrets of all webhooks and the list cursors that clients store depend on these.
  'AWS::SecretsManager::Secret': [
    'AdministrationCursorSecret230A1E59',
    'ApiOriginSecret179E6A63C',
    'WebhooksMasterSecret742D8BAF',
  ],
  'AWS::Events::EventBus': ['OutboxBusB1F298D7'],
};
const ONLY_WITH_HOSTING = ['ApiOriginSecret179E6A63C', 'HostingPagesE05611A0'];
