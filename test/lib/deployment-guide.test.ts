import { readFileSync } from 'node:fs';

import { describe, expect, test } from 'vitest';

import { inventoryOf, writeGuide } from '../../bin/build-deployment.ts';
import { production, synthesise, withProvider } from './synthesise.ts';

const guide = readFileSync('docs/deployment.md', 'utf8');
const template = synthesise(production);

describe('the numbers of the deployment guide', () => {
  test('are those of the template: run "npm run build:deployment"', async () => {
    expect(await writeGuide(guide, inventoryOf(template.toJSON()))).toBe(guide);
  });

  test('change with the template', async () => {
    const before = inventoryOf(template.toJSON());
    const more = inventoryOf(synthesise(withProvider).toJSON());
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

test('a schedule that is not a rate in minutes is an error, because its runs are unknown', () => {
  const rule = (ScheduleExpression: string) => ({
    Resources: { Rule: { Type: 'AWS::Events::Rule', Properties: { ScheduleExpression } } },
  });
  expect(inventoryOf(rule('rate(5 minutes)')).schedules).toEqual({ count: 1, runs: 8_760 });
  expect(inventoryOf(rule('rate(1 minute)')).schedules).toEqual({ count: 1, runs: 43_800 });
  expect(() => inventoryOf(rule('cron(0 3 * * ? *)'))).toThrow('unknown form');
});
