import { Match, type Template } from 'aws-cdk-lib/assertions';
import { describe, expect, test } from 'vitest';

import { qualifiedScope, SCOPES, SECURITY_SCOPE } from '../../lambdas/modules/platform/scopes.ts';
import { PASSWORD_RULES } from '../../lambdas/modules/platform/sign-up-form.ts';
import { elsewhere, everything, production, synthesise } from './synthesise.ts';
import { idOf, only, resourcesOf } from './template.ts';

const inProduction = synthesise(production);

function webClientIn(template: Template): Record<string, unknown> {
  const type = 'AWS::Cognito::UserPoolClient';
  return resourcesOf(template, type)[idOf(template, type, 'IdentityUserPoolWebClient')] ?? {};
}

describe('the user pool', () => {
  test('allows no self-service registration, and ignores the case of addresses', () => {
    inProduction.hasResourceProperties('AWS::Cognito::UserPool', {
      AdminCreateUserConfig: { AllowAdminCreateUserOnly: true },
      UsernameAttributes: ['email'],
      UsernameConfiguration: { CaseSensitive: false },
      UserPoolTier: 'ESSENTIALS',
    });
    inProduction.hasResource('AWS::Cognito::UserPool', { DeletionPolicy: 'RetainExceptOnCreate' });
  });

  test('enforces the password rules of the sign-up page', () => {
    inProduction.hasResourceProperties('AWS::Cognito::UserPool', {
      Policies: {
        PasswordPolicy: {
          MinimumLength: PASSWORD_RULES.minLength,
          RequireLowercase: PASSWORD_RULES.requireLowercase,
          RequireUppercase: PASSWORD_RULES.requireUppercase,
          RequireNumbers: PASSWORD_RULES.requireDigits,
          RequireSymbols: PASSWORD_RULES.requireSymbols,
        },
      },
    });
  });

  test.each(['tenant_id', 'invitation_id', 'customer_id', 'contact_id'])(
    'makes %s immutable',
    (name) => {
      inProduction.hasResourceProperties('AWS::Cognito::UserPool', {
        Schema: Match.arrayWith([Match.objectLike({ Name: name, Mutable: false })]),
      });
    },
  );

  test('has the groups that invitations can grant, and none for administrators', () => {
    const groups = Object.values(resourcesOf(inProduction, 'AWS::Cognito::UserPoolGroup'));
    expect(groups.map(({ GroupName }) => GroupName).toSorted()).toEqual(['customers']);
  });

  test('defines every scope', () => {
    inProduction.hasResourceProperties('AWS::Cognito::UserPoolResourceServer', {
      Identifier: 'foyer',
      Scopes: [...Object.keys(SCOPES), SECURITY_SCOPE].map((scope) =>
        Match.objectLike({ ScopeName: scope }),
      ),
    });
  });

  test('lets a client request none of Foyer’s scopes', () => {
    const client = webClientIn(inProduction);
    const returnUrls = ['sign-in', 'console', 'account'].map(
      (page) => `https://join.example.com/${page}`,
    );
    expect(client).toMatchObject({
      AllowedOAuthFlows: ['code'],
      AllowedOAuthScopes: ['openid', 'email', 'profile'],
      CallbackURLs: returnUrls,
      LogoutURLs: returnUrls,
      GenerateSecret: false,
      PreventUserExistenceErrors: 'ENABLED',
      EnableTokenRevocation: true,
    });
    expect(JSON.stringify(client)).not.toContain(qualifiedScope('invitations:read').split(':')[0]);
  });

  test('redirects to the configured URLs of additional pages', () => {
    const back = 'https://app.example.com/signed-in';
    const ownUrls = ['sign-in', 'console', 'account'].map(
      (page) => `https://join.example.com/${page}`,
    );
    // Cognito rejects duplicates of its own pages.
    const template = synthesise({ ...elsewhere, callbackUrls: [back, ...ownUrls.slice(0, 1)] });
    expect(webClientIn(template)).toMatchObject({
      CallbackURLs: [...ownUrls, back],
      LogoutURLs: [...ownUrls, back],
    });
  });

  test('has at most the 100 callback URLs that Cognito allows', () => {
    const callbackUrls = Array.from({ length: 97 }, (_, nr) => `https://app.example.com/${nr}`);
    const template = synthesise({ ...elsewhere, callbackUrls });
    expect(webClientIn(template)['CallbackURLs']).toHaveLength(100);
  });

  test('offers authenticator apps and passkeys, which satisfy MFA, and no codes by SMS or email', () => {
    inProduction.hasResourceProperties('AWS::Cognito::UserPool', {
      MfaConfiguration: 'OPTIONAL',
      EnabledMfas: ['SOFTWARE_TOKEN_MFA'],
      Policies: Match.objectLike({
        SignInPolicy: { AllowedFirstAuthFactors: ['PASSWORD', 'WEB_AUTHN'] },
      }),
      WebAuthnUserVerification: 'required',
      WebAuthnFactorConfiguration: 'MULTI_FACTOR_WITH_USER_VERIFICATION',
      // Cognito's default is the domain of managed login.
      WebAuthnRelyingPartyID: Match.absent(),
    });
  });

  test('gives managed login a style for each client, without which it shows no page', () => {
    const styles = Object.values(resourcesOf(inProduction, 'AWS::Cognito::ManagedLoginBranding'));
    const clients = Object.keys(resourcesOf(inProduction, 'AWS::Cognito::UserPoolClient'));
    expect(styles.map(({ ClientId }) => (ClientId as { Ref: string }).Ref).toSorted()).toEqual(
      clients.toSorted(),
    );
  });

  test('adds scopes to tokens with a trigger', () => {
    inProduction.hasResourceProperties('AWS::Cognito::UserPool', {
      LambdaConfig: {
        PreTokenGenerationConfig: { LambdaVersion: 'V3_0', LambdaArn: Match.anyValue() },
      },
    });
  });
});

describe('the host of the sign-in page', () => {
  const DOMAIN = 'AWS::Cognito::UserPoolDomain';
  /** The first part of the UUID in the ID of the stack, which is an ARN. */
  const uuidPart = {
    'Fn::Select': [
      0,
      {
        'Fn::Split': ['-', { 'Fn::Select': [2, { 'Fn::Split': ['/', { Ref: 'AWS::StackId' }] }] }],
      },
    ],
  };
  const policyOf = (settings: Record<string, unknown>) =>
    JSON.stringify(
      Object.values(resourcesOf(synthesise(settings), 'AWS::CloudFront::ResponseHeadersPolicy')),
    );

  test('is unique and does not show the number of the account', () => {
    expect(only(inProduction, DOMAIN)['Domain']).toEqual({
      'Fn::Join': ['', ['foyer-production-', uuidPart]],
    });
    const host = [
      'https://foyer-production-',
      uuidPart,
      '.auth.',
      { Ref: 'AWS::Region' },
      '.amazoncognito.com',
    ];
    inProduction.hasOutput('LoginUrl', { Value: { 'Fn::Join': ['', host] } });
    expect(policyOf(production)).toContain(JSON.stringify(uuidPart));
    expect(JSON.stringify(inProduction.findOutputs('LoginUrl'))).not.toContain('AccountId');
  });

  test('is the configured prefix, the longest one and with the longest stage included', () => {
    const template = synthesise({ ...elsewhere, loginDomainPrefix: 'a'.repeat(63) });
    expect(only(template, DOMAIN)['Domain']).toBe('a'.repeat(63));
    // 20 characters of a stage, and 8 of the UUID.
    expect(`foyer-${'s'.repeat(20)}-${'0'.repeat(8)}`.length).toBeLessThanOrEqual(63);
  });

  test('is a domain of your own, in the policy of the pages and the DNS records too', () => {
    const template = synthesise(everything);
    expect(only(template, DOMAIN)).toMatchObject({
      Domain: 'login.example.com',
      CustomDomainConfig: { CertificateArn: everything.loginCertificateArn },
      ManagedLoginVersion: 2,
    });
    template.hasOutput('LoginUrl', { Value: 'https://login.example.com' });
    expect(policyOf(everything)).toContain(
      "connect-src 'self' https://login.example.com https://cognito-idp.",
    );
    const [domain] = Object.keys(resourcesOf(template, DOMAIN));
    expect(JSON.stringify(template.findOutputs('DnsRecords'))).toContain(
      JSON.stringify({ 'Fn::GetAtt': [domain, 'CloudFrontDistribution'] }),
    );
  });
});

describe('the emails that Cognito sends', () => {
  const sesOf = (settings: object) => {
    const template = synthesise({ ...elsewhere, cognitoMail: 'ses', ...settings });
    return only(template, 'AWS::Cognito::UserPool')['EmailConfiguration'];
  };
  const arnOf = (identity: string) => ({
    'Fn::Join': [
      '',
      [
        'arn:',
        { Ref: 'AWS::Partition' },
        ':ses:',
        { Ref: 'AWS::Region' },
        ':',
        { Ref: 'AWS::AccountId' },
        `:identity/${identity}`,
      ],
    ],
  });

  test('come from Cognito until the setting says otherwise, because SES verifies a new sender only after the first deployment', () => {
    const template = synthesise(elsewhere);
    const pool = only(template, 'AWS::Cognito::UserPool');
    expect(pool['EmailConfiguration']).toBeUndefined();
    // With any other sender, Cognito rejects messages from a trigger.
    expect(pool['LambdaConfig']).not.toHaveProperty('CustomMessage');
    expect(JSON.stringify(template.toJSON())).not.toContain('writes the emails that Cognito sends');
  });

  test('then come from the configured sender, through SES, with the text of the trigger', () => {
    expect(sesOf({ senderName: 'Example & Söhne' })).toMatchObject({
      EmailSendingAccount: 'DEVELOPER',
      From: '=?UTF-8?B?RXhhbXBsZSAmIFPDtmhuZQ==?= <invitations@example.com>',
      ConfigurationSet: { Ref: idOf(inProduction, 'AWS::SES::ConfigurationSet', 'Mail') },
    });
    const trigger = idOf(inProduction, 'AWS::Lambda::Function', 'AccountMailFunction');
    const pool = only(inProduction, 'AWS::Cognito::UserPool');
    expect(pool['LambdaConfig']).toMatchObject({
      CustomMessage: { 'Fn::GetAtt': [trigger, 'Arn'] },
    });
    inProduction.hasResourceProperties('AWS::Lambda::Permission', {
      FunctionName: { 'Fn::GetAtt': [trigger, 'Arn'] },
      Principal: 'cognito-idp.amazonaws.com',
      SourceArn: {
        'Fn::GetAtt': [idOf(inProduction, 'AWS::Cognito::UserPool', 'IdentityUserPool'), 'Arn'],
      },
    });
    expect(pool).not.toHaveProperty('EmailVerificationMessage');
    expect(pool).not.toHaveProperty('VerificationMessageTemplate');
  });

  test.each([
    [{}, 'example.com'],
    [{ senderIdentity: 'address' }, 'invitations@example.com'],
    [{ senderIdentity: 'existing' }, 'example.com'],
    [
      { senderIdentity: 'existing', existingIdentity: 'invitations@example.com' },
      'invitations@example.com',
    ],
    [
      {
        ...{ senderIdentity: 'existing', existingIdentity: 'example.com' },
        senderAddress: 'invitations@mail.example.com',
      },
      'example.com',
    ],
  ])('with %j use the identity %s, because Cognito accepts no other', (settings, identity) => {
    expect(sesOf(settings)).toMatchObject({ SourceArn: arnOf(identity) });
  });

  test('cannot be configured before the sender’s identity exists', () => {
    const [pool] = Object.values(inProduction.findResources('AWS::Cognito::UserPool'));
    const sender = idOf(inProduction, 'AWS::SES::EmailIdentity', 'MailSender');
    expect(pool?.['DependsOn']).toContain(sender);
  });
});
