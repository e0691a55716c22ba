import { describe, expect, test } from 'vitest';

import { SIGN_UP_TIMEOUT_SECONDS } from '../../lambdas/modules/sign-up/acceptance-rules.ts';
import { production, synthesise } from './synthesise.ts';
import { functionDescribed, functionsOf, referenceIn, resourcesOf } from './template.ts';

const inProduction = synthesise(production);

describe('the functions', () => {
  const functions = functionsOf(inProduction).map(([, properties]) => properties);

  test('use the runtime of the tests, each with its own log group', () => {
    const logGroups = functions.map(({ LoggingConfig }) => JSON.stringify(LoggingConfig));
    expect(new Set(logGroups).size).toBe(functions.length);
    for (const fn of functions)
      expect(fn).toMatchObject({ Runtime: 'nodejs24.x', Architectures: ['arm64'] });
    expect(process.versions.node).toMatch(/^24\./);
  });

  test('have logs that expire', () => {
    inProduction.allResourcesProperties('AWS::Logs::LogGroup', { RetentionInDays: 30 });
  });

  test('for sign-up time out before the lease of a claim ends', () => {
    const signUp = functionDescribed(inProduction, 'Foyer: sign-up API for invitees');
    expect(signUp.Timeout).toBe(SIGN_UP_TIMEOUT_SECONDS);
  });

  test('that a rule runs are not retried by EventBridge or by Lambda, because the next run follows', () => {
    const functionIds = new Set(functionsOf(inProduction).map(([id]) => id));
    const targets = Object.values(resourcesOf(inProduction, 'AWS::Events::Rule')).flatMap(
      ({ Targets }) => Targets as { Arn: unknown; RetryPolicy?: unknown }[],
    );
    const invoked = targets.filter(({ Arn }) => functionIds.has(referenceIn(Arn)));
    expect(invoked).toHaveLength(2);
    const settings = Object.values(resourcesOf(inProduction, 'AWS::Lambda::EventInvokeConfig'));
    for (const { Arn, RetryPolicy } of invoked) {
      expect(RetryPolicy).toEqual({ MaximumRetryAttempts: 0, MaximumEventAgeInSeconds: 60 });
      // Lambda's own queue would retry failed runs twice, and throttled ones for 6 hours.
      expect(
        settings.filter(({ FunctionName }) => referenceIn(FunctionName) === referenceIn(Arn)),
      ).toEqual([
        {
          FunctionName: { Ref: referenceIn(Arn) },
          Qualifier: '$LATEST',
          ...{ MaximumRetryAttempts: 0, MaximumEventAgeInSeconds: 60 },
        },
      ]);
    }
  });
});
