import { Match } from 'aws-cdk-lib/assertions';
import { describe, expect, test } from 'vitest';

import { REFUSED_LINES } from '../../lambdas/cognito-triggers/token-trigger.ts';
import { ConfigError, parseConfig } from '../../lib/config.ts';
import { actionsCalledBy } from './sdk-calls.ts';
import { findings, production, synthesise } from './synthesise.ts';
import { permissionsOf, resourcesOf } from './template.ts';

const COMPANY = {
  type: 'oidc',
  name: 'company-login',
  label: 'Company login',
  issuer: 'https://login.example.com',
  clientId: 'foyer',
  clientSecretArn: 'arn:aws:secretsmanager:eu-central-1:111122223333:secret:company-login-AbCdEf',
};
const PARTNER = {
  type: 'saml',
  name: 'partner-login',
  label: 'Partner login',
  metadataUrl: 'https://login.partner.example/metadata.xml',
  trustEmails: true,
  domains: ['partner.example'],
};
const settings = { ...production, identityProviders: [COMPANY, PARTNER] };

describe('with identity providers', () => {
  const template = synthesise(settings);

  test('the pool knows them, and the pages may ask for them', () => {
    template.hasResourceProperties('AWS::Cognito::UserPoolIdentityProvider', {
      ProviderName: 'company-login',
      ProviderType: 'OIDC',
      AttributeMapping: {
        email: 'email',
        email_verified: 'email_verified',
        given_name: 'given_name',
        family_name: 'family_name',
      },
      ProviderDetails: Match.objectLike({
        client_secret: `{{resolve:secretsmanager:${COMPANY.clientSecretArn}:SecretString:::}}`,
      }),
    });
    template.hasResourceProperties('AWS::Cognito::UserPoolIdentityProvider', {
      ProviderName: 'partner-login',
      ProviderType: 'SAML',
    });
    const [client] = Object.values(resourcesOf(template, 'AWS::Cognito::UserPoolClient'));
    expect(client?.['SupportedIdentityProviders']).toHaveLength(3);
  });

  test.each([
    [
      'lambdas/cognito-triggers/external-admission-handler.ts',
      'Foyer: decides who may come in from an identity provider',
    ],
    [
      'lambdas/cognito-triggers/external-token-claims-handler.ts',
      'Foyer: puts scopes and the tenant into access tokens',
    ],
  ])('%s may do every call that its code makes, and nothing else', async (entry, description) => {
    const needed = new Set([
      ...(await actionsCalledBy(entry)),
      'logs:CreateLogStream',
      'logs:PutLogEvents',
    ]);
    const permissions = permissionsOf(template, description);
    const allowed = new Set(permissions.map(({ action }) => action));
    expect([...allowed].toSorted()).toEqual([...needed].toSorted());
    expect(permissions.filter(({ resources }) => JSON.stringify(resources).includes('*'))).toEqual(
      [],
    );
  });

  test.each([
    ['AdmissionFails', 'IdentityAdmission', 'AdmissionsRefused', REFUSED_LINES.admission],
    ['SignInFails', 'IdentityTokenClaims', 'SignInsRefused', REFUSED_LINES.token],
  ])('%s rings for what %s could not do, not for whom it refused', (alarm, fn, metric, line) => {
    const filters = Object.values(resourcesOf(template, 'AWS::Logs::MetricFilter'));
    const [filter] = filters.filter(({ FilterPattern }) =>
      JSON.stringify(FilterPattern).includes(`= \\"${line}\\"`),
    );
    expect(filter?.['MetricTransformations']).toMatchObject([
      { MetricName: metric, MetricValue: '1', DefaultValue: 0 },
    ]);
    const alarms = Object.entries(resourcesOf(template, 'AWS::CloudWatch::Alarm'));
    const [, found] = alarms.find(([id]) => id.startsWith(`Monitoring${alarm}`)) ?? [];
    const metrics = found?.['Metrics'] as readonly Record<string, unknown>[];
    expect(metrics.find(({ Expression }) => Expression !== undefined)).toMatchObject({
      Expression: 'errors - FILL(refused, 0)',
    });
    expect(metrics.find(({ Id }) => Id === 'refused')).toMatchObject({
      MetricStat: { Metric: { MetricName: metric }, Stat: 'Sum' },
    });
    expect(JSON.stringify(metrics.find(({ Id }) => Id === 'errors'))).toContain(fn);
  });

  test('the rule packs have nothing against it that was not answered', () => {
    expect(findings(settings)).toEqual([]);
  });
});

test('without identity providers nobody is admitted from anywhere', () => {
  const template = synthesise(production);
  template.resourceCountIs('AWS::Cognito::UserPoolIdentityProvider', 0);
  const alarms = Object.keys(resourcesOf(template, 'AWS::CloudWatch::Alarm'));
  expect(alarms.filter((id) => id.includes('AdmissionFails'))).toEqual([]);
  const [pool] = Object.values(resourcesOf(template, 'AWS::Cognito::UserPool'));
  expect(pool?.['LambdaConfig']).not.toHaveProperty('PreSignUp');
});

test.each<[string, unknown, string]>([
  ['a name with an underscore', { ...COMPANY, name: 'company_login' }, 'lower-case letters'],
  ['a name of Cognito’s own', { ...COMPANY, name: 'google' }, 'none of'],
  ['plain HTTP', { ...COMPANY, issuer: 'http://login.example.com' }, 'issuer'],
  ['a secret in the open', { ...COMPANY, clientSecret: 'x' }, 'clientSecret'],
  ['addresses believed everywhere', { ...COMPANY, trustEmails: true }, 'domains'],
  ['an assertion that is not believed', { ...PARTNER, trustEmails: false }, 'trustEmails'],
  [
    'an issuer behind which anybody can be',
    {
      ...COMPANY,
      issuer: 'https://login.microsoftonline.com/common/v2.0',
      trustEmails: true,
      domains: ['example.com'],
    },
    'one directory',
  ],
])('%s is no provider', (_name, provider, sentence) => {
  const attempt = () => parseConfig({ ...production, identityProviders: [provider] });
  expect(attempt).toThrow(ConfigError);
  expect(attempt).toThrow(sentence);
});
