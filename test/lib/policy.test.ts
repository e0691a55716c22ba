import { describe, expect, test } from 'vitest';

import { isAllowed, type Statement } from './policy.ts';

const TABLE = 'arn:aws:dynamodb:eu-central-1:111122223333:table/foyer';

function statement(over: Partial<Statement> = {}): Statement {
  return {
    effect: 'Allow',
    actions: ['dynamodb:PutItem'],
    resources: [TABLE],
    conditions: {},
    ...over,
  };
}

function put(keys?: readonly string[], over: { action?: string; resource?: string } = {}) {
  return {
    action: over.action ?? 'dynamodb:PutItem',
    resource: over.resource ?? TABLE,
    context: keys === undefined ? {} : { 'dynamodb:LeadingKeys': keys },
  };
}

function keys(operator: string, ...values: string[]) {
  return { [operator]: { 'dynamodb:LeadingKeys': values } };
}

describe('the policy evaluator follows IAM', () => {
  test('denies by default', () => {
    expect(isAllowed([], put())).toBe(false);
    expect(isAllowed([statement()], put([], { action: 'dynamodb:Scan' }))).toBe(false);
    expect(isAllowed([statement()], put([], { resource: `${TABLE}/index/byTime` }))).toBe(false);
  });

  test('lets an explicit Deny override every Allow', () => {
    const all = statement({ actions: ['dynamodb:*'], resources: ['*'] });
    expect(isAllowed([all], put())).toBe(true);
    expect(isAllowed([all, statement({ effect: 'Deny' })], put())).toBe(false);
  });

  test('compares actions without case and resources with case, both with wildcards', () => {
    const some = statement({ actions: ['DynamoDB:put*'], resources: [`${TABLE}/index/by?ime`] });
    expect(isAllowed([some], put([], { resource: `${TABLE}/index/byTime` }))).toBe(true);
    expect(isAllowed([some], put([], { resource: `${TABLE}/index/bytime` }))).toBe(true);
    expect(isAllowed([some], put([], { resource: `${TABLE}/INDEX/byTime` }))).toBe(false);
  });

  test.each([
    ['ForAllValues:StringLike', ['lock#1', 'lock#2'], true],
    ['ForAllValues:StringLike', ['lock#1', 'tenant#acme'], false],
    ['ForAllValues:StringLike', [], true],
    ['ForAllValues:StringLike', undefined, true],
    ['ForAnyValue:StringLike', ['lock#1', 'tenant#acme'], true],
    ['ForAnyValue:StringLike', ['tenant#acme'], false],
    ['ForAnyValue:StringLike', [], false],
    ['ForAnyValue:StringLike', undefined, false],
    ['StringLike', ['lock#1'], true],
    ['StringLike', undefined, false],
    ['StringLikeIfExists', undefined, true],
    ['StringEquals', ['lock#1'], false],
  ])('%s lock#* with the keys %j: %s', (operator, values, applies) => {
    const conditions = keys(operator, 'lock#*');
    expect(isAllowed([statement({ conditions })], put(values))).toBe(applies);
  });

  test('requires all conditions of a statement, and one matching value for each', () => {
    const conditions = {
      ...keys('ForAllValues:StringLike', 'lock#*', 'quota#*'),
      Null: { 'dynamodb:LeadingKeys': ['false'] },
    };
    expect(isAllowed([statement({ conditions })], put(['lock#1', 'quota#2']))).toBe(true);
    expect(isAllowed([statement({ conditions })], put())).toBe(false);
  });

  test('compares the names of condition keys without case', () => {
    const conditions = { StringEquals: { 'DynamoDB:leadingkeys': ['lock#1'] } };
    expect(isAllowed([statement({ conditions })], put(['lock#1']))).toBe(true);
    expect(isAllowed([statement({ conditions })], put(['lock#2']))).toBe(false);
  });

  test('throws for an unknown operator instead of ignoring it', () => {
    const conditions = keys('ForAllValues:StringNotLike', 'lock#*');
    expect(() => isAllowed([statement({ conditions })], put(['lock#1']))).toThrow('StringNotLike');
  });
});
