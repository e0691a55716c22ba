import { Match, type Template } from 'aws-cdk-lib/assertions';
import { describe, expect, test } from 'vitest';

import { qualifiedScope, SCOPES, SECURITY_SCOPE } from '../../lambdas/modules/platform/scopes.ts';
import { PASSWORD_RULES } from '../../lambdas/modules/platform/sign-up-form.ts';
import { elsewhere, production, synthesise } from './synthesise.ts';
import { idOf, resourcesOf } from './template.ts';

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
      DeletionProtection: 'ACTIVE',
    });
    inProduction.hasResource('AWS::Cognito::UserPool', { DeletionPolicy: 'Retain' });
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
