import { Match } from 'aws-cdk-lib/assertions';
import { describe, expect, test } from 'vitest';

import { REJECTION_LINES } from '../../lambdas/cognito-triggers/token-trigger.ts';
import { ConfigError, parseConfig } from '../../lib/config.ts';
import { actionsCalledBy } from './sdk-calls.ts';
import { companyLogin, findings, production, synthesise } from './synthesise.ts';
import { alarmsOf, permissionsOf, resourcesOf } from './template.ts';

const PARTNER = {
  type: 'saml',
  name: 'partner-login',
  label: 'Partner login',
  metadataUrl: 'https://login.partner.example/metadata.xml',
  trustEmails: true,
  domains: ['partner.example'],
};
const settings = { ...production, identityProviders: [companyLogin, PARTNER] };

describe('with identity providers', () => {
  const template = synthesise(settings);

  test('the pool and its web client support them', () => {
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
        client_secret: `{{resolve:secretsmanager:${companyLogin.clientSecretArn}:SecretString:::}}`,
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
      'Foyer: admits or rejects users of identity providers',
    ],
    [
      'lambdas/cognito-triggers/external-token-claims-handler.ts',
      'Foyer: adds the tenant and scopes to access tokens',
    ],
  ])('%s is allowed exactly the calls that its code makes', async (entry, description) => {
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
    ['AdmissionErrors', 'IdentityAdmission', 'AdmissionsRefused', REJECTION_LINES.admission],
    ['SignInErrors', 'IdentityTokenClaims', 'SignInsRefused', REJECTION_LINES.token],
  ])('%s counts failures of %s, but not intended rejections', (alarm, fn, metric, line) => {
    const filters = Object.values(resourcesOf(template, 'AWS::Logs::MetricFilter'));
    const [filter] = filters.filter(({ FilterPattern }) =>
      JSON.stringify(FilterPattern).includes(`= \\"${line}\\"`),
    );
    expect(filter?.['MetricTransformations']).toMatchObject([
      { MetricName: metric, MetricValue: '1', DefaultValue: 0 },
    ]);
    const metrics = alarmsOf(template).get(alarm)?.['Metrics'] as readonly Record<
      string,
      unknown
    >[];
    expect(metrics.find(({ Expression }) => Expression !== undefined)).toMatchObject({
      Expression: 'errors - FILL(refused, 0)',
    });
    expect(metrics.find(({ Id }) => Id === 'refused')).toMatchObject({
      MetricStat: { Metric: { MetricName: metric }, Stat: 'Sum' },
    });
    expect(JSON.stringify(metrics.find(({ Id }) => Id === 'errors'))).toContain(fn);
  });

  test('every finding of the rule packs is acknowledged', () => {
    expect(findings(settings)).toEqual([]);
  });
});

test('without identity providers, there is no admission trigger', () => {
  const template = synthesise(production);
  template.resourceCountIs('AWS::Cognito::UserPoolIdentityProvider', 0);
  expect(alarmsOf(template).has('AdmissionErrors')).toBe(false);
  const [pool] = Object.values(resourcesOf(template, 'AWS::Cognito::UserPool'));
  expect(pool?.['LambdaConfig']).not.toHaveProperty('PreSignUp');
});

test.each<[string, unknown, string]>([
  ['a name with an underscore', { ...companyLogin, name: 'company_login' }, 'lowercase letters'],
  ['a name that Cognito reserves', { ...companyLogin, name: 'google' }, 'must not be "cognito"'],
  ['plain HTTP', { ...companyLogin, issuer: 'http://login.example.com' }, 'issuer'],
  ['a secret in plain text', { ...companyLogin, clientSecret: 'x' }, 'clientSecret'],
  ['addresses trusted for every domain', { ...companyLogin, trustEmails: true }, 'domains'],
  ['a claim that is not trusted', { ...PARTNER, trustEmails: false }, 'trustEmails'],
  [
    'an issuer that anybody can use',
    {
      ...companyLogin,
      issuer: 'https://login.microsoftonline.com/common/v2.0',
      trustEmails: true,
      domains: ['example.com'],
    },
    'one directory',
  ],
])('%s is rejected', (_name, provider, sentence) => {
  const attempt = () => parseConfig({ ...production, identityProviders: [provider] });
  expect(attempt).toThrow(ConfigError);
  expect(attempt).toThrow(sentence);
});
