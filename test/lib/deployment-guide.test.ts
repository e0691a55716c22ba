import { readFileSync } from 'node:fs';

import { describe, expect, test } from 'vitest';

import { inventoryOf, writeGuide } from '../../bin/build-deployment.ts';
import { production, synthesise, withProvider } from './synthesise.ts';
import { idOf, resourcesOf } from './template.ts';

const guide = readFileSync('docs/deployment.md', 'utf8');
/** The guide counts the example configuration, in which Cognito sends its own emails. */
const template = synthesise({ ...production, cognitoMail: 'cognito' });

describe('the numbers of the deployment guide', () => {
  test('are those of the template: run "npm run build:deployment"', async () => {
    expect(await writeGuide(guide, inventoryOf(template.toJSON()))).toBe(guide);
  });

  test('change with the template', async () => {
    const before = inventoryOf(template.toJSON());
    const more = inventoryOf(synthesise({ ...withProvider, cognitoMail: 'cognito' }).toJSON());
    expect(more.functions.own).toBe(before.functions.own + 1);
    expect(more.alarms.count).toBe(before.alarms.count + 1);
    // The alarm subtracts deliberate rejections from errors.
    expect(more.alarms.metrics).toBe(before.alarms.metrics + 2);
    expect(await writeGuide(guide, more)).not.toBe(guide);
  });

  test('cannot be lost: a guide without markers is an error', async () => {
    const inventory = inventoryOf(template.toJSON());
    const without = guide.replaceAll('<!-- generated: idle costs -->', '');
    await expect(writeGuide(without, inventory)).rejects.toThrow('no markers');
  });

  test('stand nowhere else in the guide, where nothing would update them', () => {
    const prose = guide.replaceAll(/<!-- generated.*?<!-- end of .*? -->/gs, '');
    expect(prose).not.toMatch(/\d+ (alarms|secrets|queues|functions|schedules|metrics)\b/i);
  });
});

describe('the redrive of dead-letter queues in the operations guide', () => {
  const outputs = (template.toJSON() as { Outputs: Record<string, { Value: unknown }> }).Outputs;
  const queues = resourcesOf(template, 'AWS::SQS::Queue');
  const refersTo = (value: unknown, id: string) =>
    JSON.stringify(value ?? null).includes(`"${id}"`);
  const section =
    /^## Redrive a dead-letter queue$(.*?)^## /ms.exec(
      readFileSync('docs/operations.md', 'utf8'),
    ) ?? [];
  const rows = new Map(
    [...(section[1] ?? '').matchAll(/^\| `(\w+)…?` +\|.*\| (.*?) +\|$/gm)].map(
      ([, name = '', command = '']) => [name, command] as const,
    ),
  );
  const failures = Object.entries(queues).filter(([, { RedrivePolicy }]) => !RedrivePolicy);

  test.each(failures.map(([id]) => id))('is what SQS can do with %s', (id) => {
    const [output] = Object.entries(outputs).find(([, { Value }]) => refersTo(Value, id)) ?? [];
    const command = rows.get(output ?? id.replace(/[0-9A-F]{8}$/, ''));
    const isOfQueues = Object.values(queues).some((queue) => refersTo(queue['RedrivePolicy'], id));
    const isOfRules = Object.values(resourcesOf(template, 'AWS::Events::Rule')).some((rule) =>
      refersTo(rule['Targets'], id),
    );
    // SQS moves messages only from dead-letter queues of queues, and knows the source only of messages that it moved.
    const [, destination] = /^To `(\w+)`/.exec(command ?? '') ?? [];
    if (!isOfQueues) expect(command).toMatch(/^Not possible/);
    else if (isOfRules) expect(idOf(template, 'AWS::SQS::Queue', destination ?? '-')).toBeDefined();
    else expect(command).toMatch(/^Without a destination/);
  });

  test('covers every such queue, and no other', () => {
    expect(rows.size).toBe(failures.length);
  });
});

test('a schedule that is not a rate in minutes is an error, because its runs are unknown', () => {
  const rule = (ScheduleExpression: string) => ({
    Resources: { Rule: { Type: 'AWS::Events::Rule', Properties: { ScheduleExpression } } },
  });
  expect(inventoryOf(rule('rate(5 minutes)')).schedules).toEqual({ count: 1, runs: 8_760 });
  expect(inventoryOf(rule('rate(1 minute)')).schedules).toEqual({ count: 1, runs: 43_800 });
  expect(() => inventoryOf(rule('cron(0 3 * * ? *)'))).toThrow('unknown form');
});
