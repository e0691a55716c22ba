import { runInNewContext } from 'node:vm';

import { App } from 'aws-cdk-lib';
import { Match } from 'aws-cdk-lib/assertions';
import { describe, expect, test } from 'vitest';

import { ConfigError, parseConfig } from '../../lib/config.ts';
import { FoyerStack } from '../../lib/foyer-stack.ts';
import { pageAt, rewritePages } from '../../lib/page-rewrites.ts';
import { elsewhere, production, synthesise } from './synthesise.ts';
import { only, resourcesOf } from './template.ts';

const hosted = synthesise(production);
const onGivenDomain = synthesise({ senderAddress: 'invitations@example.com' });

test('no bucket is public, and only CloudFront can read the pages', () => {
  hosted.allResourcesProperties('AWS::S3::Bucket', {
    PublicAccessBlockConfiguration: {
      BlockPublicAcls: true,
      BlockPublicPolicy: true,
      IgnorePublicAcls: true,
      RestrictPublicBuckets: true,
    },
  });
  hosted.hasResourceProperties('AWS::CloudFront::Distribution', {
    DistributionConfig: {
      Origins: Match.arrayWith([Match.objectLike({ OriginAccessControlId: Match.anyValue() })]),
    },
  });
});

test('the API is available at the origin of the pages, is never cached, and gets its own host name', () => {
  hosted.hasResourceProperties('AWS::CloudFront::Distribution', {
    DistributionConfig: {
      CacheBehaviors: [
        Match.objectLike({
          PathPattern: '/v1/*',
          ViewerProtocolPolicy: 'https-only',
          // The managed policies CachingDisabled and AllViewerExceptHostHeader.
          CachePolicyId: '4135ea2d-6df8-44a3-9df3-4b5a84be39ad',
          OriginRequestPolicyId: 'b689b0a8-53d0-40ab-baf2-68738e2966ac',
        }),
      ],
    },
  });
});

test('new pages are published after the API that they can require', () => {
  const propertiesOf = ({ Properties }: Record<string, unknown>) =>
    Properties as { readonly Description?: string; readonly DestinationBucketKeyPrefix?: string };
  const documents = Object.values(hosted.findResources('Custom::CDKBucketDeployment')).find(
    (deployment) => propertiesOf(deployment).DestinationBucketKeyPrefix === undefined,
  );
  const before = new Set(documents?.['DependsOn'] as readonly string[]);
  const functions = Object.entries(hosted.findResources('AWS::Lambda::Function'))
    .filter(([id]) => before.has(id))
    .map(([, fn]) => propertiesOf(fn).Description);
  expect(functions.toSorted()).toEqual([
    'Foyer: admin API',
    'Foyer: customer API',
    'Foyer: sign-up API for invitees',
  ]);
  for (const route of Object.keys(hosted.findResources('AWS::ApiGatewayV2::Route')))
    expect(before).toContain(route);
});

test('a web ACL is the one of the other stack, or an existing one', () => {
  const aclOf = (settings: Record<string, unknown>) => {
    const { DistributionConfig } = only(
      synthesise({ ...production, ...settings }),
      'AWS::CloudFront::Distribution',
    ) as { DistributionConfig: { WebACLId?: unknown } };
    return DistributionConfig.WebACLId;
  };
  const webAclArn = 'arn:aws:wafv2:us-east-1:111122223333:global/webacl/own/1';
  expect(aclOf({})).toBeUndefined();
  expect(aclOf({ webAclArn })).toBe(webAclArn);
  expect(aclOf({ waf: true })).toEqual({
    'Fn::GetStackOutput': {
      StackName: 'Foyer-production-Edge-eu-central-1',
      OutputName: 'WebAclArn',
      Region: 'us-east-1',
    },
  });
});

test('no error is cached, neither from the API, where it depends on the token, nor from a page', () => {
  const statuses = [400, 403, 404, 405, 414, 416, 500, 501, 502, 503, 504];
  hosted.hasResourceProperties('AWS::CloudFront::Distribution', {
    DistributionConfig: {
      // Nothing else is configured: a different status or a page would replace the API's problem details.
      CustomErrorResponses: statuses.map((ErrorCode) => ({ ErrorCode, ErrorCachingMinTTL: 0 })),
    },
  });
});

test('the pages run no third-party code, cannot be framed, and leak no links', () => {
  const [policy] = Object.values(resourcesOf(hosted, 'AWS::CloudFront::ResponseHeadersPolicy'));
  const text = JSON.stringify(policy);
  for (const directive of [
    "default-src 'none'",
    "script-src 'self'",
    "style-src 'self'",
    "frame-ancestors 'none'",
    "base-uri 'none'",
  ])
    expect(text).toContain(directive);
  // Managed login's domain and Cognito's API, and no other origin.
  expect(text).toMatch(
    /connect-src 'self' https:\/\/[^;]*https:\/\/cognito-idp\.",\{"Ref":"AWS::Region"\},"\.amazonaws\.com;/,
  );
  expect(text).toContain('"ReferrerPolicy":"no-referrer"');
  expect(text).not.toContain('unsafe-inline');
});

test('a custom domain requires TLS 1.2; without one, the pages use the default CloudFront domain', () => {
  hosted.hasResourceProperties('AWS::CloudFront::Distribution', {
    DistributionConfig: {
      Aliases: ['join.example.com'],
      ViewerCertificate: Match.objectLike({ MinimumProtocolVersion: 'TLSv1.2_2021' }),
    },
  });
  const [distribution] = Object.keys(resourcesOf(onGivenDomain, 'AWS::CloudFront::Distribution'));
  const returnUrls = ['/sign-in', '/console', '/account'].map((page) => ({
    'Fn::Join': ['', ['https://', { 'Fn::GetAtt': [distribution, 'DomainName'] }, page]],
  }));
  onGivenDomain.hasResourceProperties('AWS::Cognito::UserPoolClient', {
    CallbackURLs: returnUrls,
    LogoutURLs: returnUrls,
  });
});

test('assets with hashed names are cached for a year, everything else is revalidated', () => {
  hosted.hasResourceProperties('Custom::CDKBucketDeployment', {
    DestinationBucketKeyPrefix: 'assets',
    SystemMetadata: { 'cache-control': 'public, max-age=31536000, immutable' },
    Prune: false,
  });
  hosted.hasResourceProperties('Custom::CDKBucketDeployment', {
    DestinationBucketKeyPrefix: Match.absent(),
    SystemMetadata: { 'cache-control': 'no-cache' },
    Prune: false,
  });
});

test('nothing is created if the pages are hosted elsewhere', () => {
  const template = synthesise(elsewhere);
  for (const type of [
    'AWS::S3::Bucket',
    'AWS::CloudFront::Distribution',
    'Custom::CDKBucketDeployment',
  ])
    expect(resourcesOf(template, type)).toEqual({});
});

test('a missing build of the pages is an error that explains how to build them', () => {
  const config = parseConfig({ senderAddress: 'invitations@example.com' });
  const make = () => new FoyerStack(new App(), { config, pages: '/nowhere/to/be/found' });
  expect(make).toThrow(ConfigError);
  expect(make).toThrow(/npm run build:web/);
});

describe('the URLs of the pages', () => {
  const answer = (uri: string): unknown => {
    const event = { request: { uri } };
    return runInNewContext(`${rewritePages()}; handler(event)`, {
      event,
    });
  };

  test.each([
    ['/sign-up', '/sign-up/index.html'],
    ['/sign-up/', '/sign-up/index.html'],
    ['/sign-in', '/sign-in/index.html'],
    ['/docs', '/docs/index.html'],
    ['/console', '/console/index.html'],
    ['/console/', '/console/index.html'],
    ['/console/customers/cus_1', '/console/index.html'],
    ['/account/colleagues', '/account/index.html'],
    ['/config.json', '/config.json'],
    ['/assets/page-1a2b3c.js', '/assets/page-1a2b3c.js'],
  ])('%s is served from %s', (asked, answered) => {
    expect(answer(asked)).toEqual({ uri: answered });
    const page = pageAt(asked);
    expect(page === undefined ? asked : `/${page}/index.html`).toBe(answered);
  });

  test('the root redirects to the sign-in page', () => {
    expect(answer('/')).toMatchObject({
      statusCode: 302,
      headers: { location: { value: '/sign-in' } },
    });
  });

  test.each(['/wp-admin', '/consoles', '/sign-in/more'])(
    '%s is not a page and gets a plain 404',
    (asked) => {
      expect(answer(asked)).toMatchObject({ statusCode: 404, body: 'Page not found.' });
      expect(pageAt(asked)).toBeUndefined();
    },
  );
});
