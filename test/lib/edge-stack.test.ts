import { App } from 'aws-cdk-lib';
import { Match } from 'aws-cdk-lib/assertions';
import { expect, test } from 'vitest';

import type { Route } from '../../lambdas/modules/http/route.ts';
import { ROUTES } from '../../lambdas/modules/openapi/routes.ts';
import { parseConfig } from '../../lib/config.ts';
import { EdgeStack } from '../../lib/edge-stack.ts';
import { everything, synthesise, synthesiseAll, synthesiseEdge } from './synthesise.ts';
import { only } from './template.ts';

const edge = synthesiseEdge(everything);

interface RateRule {
  Name: string;
  Priority: number;
  Action: unknown;
  VisibilityConfig: { SampledRequestsEnabled: boolean };
  Statement: {
    RateBasedStatement: {
      AggregateKeyType: string;
      EvaluationWindowSec: number;
      Limit: number;
      ScopeDownStatement?: {
        OrStatement: { Statements: { ByteMatchStatement: ByteMatch }[] };
      };
    };
  };
}
interface ByteMatch {
  SearchString: string;
  PositionalConstraint: string;
  TextTransformations: { Type: string; Priority: number }[];
}

const rules = (only(edge, 'AWS::WAFv2::WebACL')['Rules'] as RateRule[]).toSorted(
  (a, b) => a.Priority - b.Priority,
);
const rateOf = (rule: RateRule | undefined) => rule?.Statement.RateBasedStatement;
const signUp = rateOf(rules[0])?.ScopeDownStatement?.OrStatement.Statements.map(
  ({ ByteMatchStatement }) => ByteMatchStatement,
);

/** Returns true if the stricter rule counts a request, after applying the transformations. */
function countsAsSignUp(path: string): boolean {
  const transform: Record<string, (text: string) => string> = {
    URL_DECODE: decodeURIComponent,
    NORMALIZE_PATH: (text) => new URL(text.replaceAll(/\/{2,}/g, '/'), 'https://x').pathname,
    LOWERCASE: (text) => text.toLowerCase(),
  };
  return (signUp ?? []).some(({ SearchString, PositionalConstraint, TextTransformations }) => {
    expect(PositionalConstraint).toBe('STARTS_WITH');
    const text = TextTransformations.toSorted((a, b) => a.Priority - b.Priority).reduce(
      (typed, { Type }) => (transform[Type] ?? expect.unreachable())(typed),
      path,
    );
    return text.startsWith(SearchString);
  });
}

test('is a stack in us-east-1 with a web ACL for CloudFront and its ARN', () => {
  edge.hasResourceProperties('AWS::WAFv2::WebACL', {
    Scope: 'CLOUDFRONT',
    DefaultAction: { Allow: {} },
  });
  edge.hasOutput('WebAclArn', { Value: { 'Fn::GetAtt': [Match.anyValue(), 'Arn'] } });
});

test('is in us-east-1 once for each region of the installation, whose stacks would otherwise share it', () => {
  for (const region of ['eu-central-1', 'us-east-1']) {
    const { template, otherStacks } = synthesiseAll(everything, {}, region);
    const name = `Foyer-production-Edge-${region}`;
    expect(otherStacks).toEqual([{ name, region: 'us-east-1' }]);
    expect(JSON.stringify(template.toJSON())).toContain(`"StackName":"${name}"`);
  }
});

test('needs the region, which only an app that the CDK CLI does not run lacks', () => {
  const config = parseConfig(everything);
  expect(() => new EdgeStack(new App(), { config, region: undefined })).toThrow(
    /^waf: needs the region/,
  );
});

test('counts requests by the address of the connection, which a client cannot choose', () => {
  expect(rules.map(rateOf)).toEqual([
    expect.objectContaining({ AggregateKeyType: 'IP', EvaluationWindowSec: 60 }),
    expect.objectContaining({ AggregateKeyType: 'IP', EvaluationWindowSec: 60 }),
  ]);
});

test('allows one address less than every public route accepts, and more than a few people need', () => {
  const open = Object.values<Route>(ROUTES).filter(({ scope }) => scope === 'public');
  const { Limit = 0, EvaluationWindowSec = 1 } = rateOf(rules[0]) ?? {};
  for (const { path, throttle } of open)
    expect(Limit / EvaluationWindowSec, path).toBeLessThan(throttle.rate / 2);
  expect(Limit).toBeGreaterThanOrEqual(100);
  expect(rateOf(rules[1])?.Limit).toBeGreaterThan(Limit);
});

test('applies the stricter limit to every route without a token, in every spelling, and to no other', () => {
  for (const { path, scope } of Object.values<Route>(ROUTES))
    expect(countsAsSignUp(path), path).toBe(scope === 'public');
  for (const path of ['/v1/sign%2Dup/accept', '/v1//sign-up/accept', '/v1/x/../sign-up/accept'])
    expect(countsAsSignUp(path), path).toBe(true);
});

test('responds like API Gateway, with the time to wait', () => {
  for (const { Action } of rules)
    expect(Action).toEqual({
      Block: {
        CustomResponse: {
          ResponseCode: 429,
          CustomResponseBodyKey: 'TooManyRequests',
          ResponseHeaders: [{ Name: 'retry-after', Value: '60' }],
        },
      },
    });
  edge.hasResourceProperties('AWS::WAFv2::WebACL', {
    CustomResponseBodies: {
      TooManyRequests: {
        ContentType: 'APPLICATION_JSON',
        Content: '{"message":"Too Many Requests"}',
      },
    },
  });
});

test('keeps no samples of requests, whose headers contain tokens', () => {
  for (const { VisibilityConfig } of rules)
    expect(VisibilityConfig.SampledRequestsEnabled).toBe(false);
});

test('exists only with waf', () => {
  expect(() => synthesiseEdge({ ...everything, waf: false })).toThrow('not one other stack');
  expect(Object.keys(synthesise(everything).findResources('AWS::WAFv2::WebACL'))).toEqual([]);
});
