import { existsSync, globSync, readFileSync } from 'node:fs';
import { dirname, join, normalize } from 'node:path';

import { describe, expect, test } from 'vitest';

import { projectRoot } from '../../local/paths.ts';
import { CHECKS } from '../../operator/commands/smoke.ts';

const read = (path: string) => readFileSync(join(projectRoot, path), 'utf8');
const find = (...patterns: string[]) => globSync(patterns, { cwd: projectRoot }).toSorted();

const pages = find('*.md', 'docs/**/*.md', 'client/*.md');
/** The guides. ADRs keep the commands of their time. */
const guides = pages.filter((page) => !page.startsWith('docs/adr/'));
const programs = find('operator/**/*.ts', 'lib/*.ts', 'bin/*.ts');

const withoutBlocks = (text: string) => text.replaceAll(/^( *)```.*?^\1```/gms, '');

/** Returns the anchors that GitHub gives to the headings of a page. */
function anchorsIn(page: string): Set<string> {
  const text = withoutBlocks(read(page));
  const anchors = new Set<string>();
  for (const [, heading = ''] of text.matchAll(/^#+ (.+)$/gm)) {
    const shown = heading.replaceAll(/\[([^\]]*)\]\([^)]*\)/g, '$1').toLowerCase();
    const slug = shown.replaceAll(/[^\p{L}\p{N}\s_-]/gu, '').replaceAll(/\s/g, '-');
    const taken = [...anchors].filter((one) => one.replace(/-\d+$/, '') === slug).length;
    anchors.add(taken === 0 ? slug : `${slug}-${taken}`);
  }
  return anchors;
}

/** Returns the links of a page to files and headings of this repository. */
function linksIn(page: string): string[] {
  const text = withoutBlocks(read(page)).replaceAll(/`[^`\n]*`/g, '');
  return [...text.matchAll(/\]\(\s*([^)\s]+)\s*\)|^\[[^\]]+\]: (\S+)$/gm)]
    .map(([, inline, reference]) => inline ?? reference ?? '')
    .filter((target) => !/^[a-z]+:/.test(target));
}

describe('the links', () => {
  test.each(pages)('of %s lead to files and headings that exist', (page) => {
    const dead = linksIn(page).filter((link) => {
      const [path = '', anchor] = link.split('#');
      const target = path === '' ? page : normalize(join(dirname(page), path));
      if (!existsSync(join(projectRoot, target))) return true;
      return anchor !== undefined && target.endsWith('.md') && !anchorsIn(target).has(anchor);
    });
    expect(dead).toEqual([]);
  });

  test('are found, with those to headings', () => {
    const all = pages.flatMap(linksIn);
    expect(all.length).toBeGreaterThan(300);
    expect(all.filter((link) => link.includes('#')).length).toBeGreaterThan(80);
  });
});

/** Returns the matches in each file, with the name of the file. */
const matchesIn = (files: readonly string[], pattern: RegExp) =>
  files.flatMap((file) => [...read(file).matchAll(pattern)].map(([match]) => `${file}: ${match}`));

describe('the commands of CDK', () => {
  test('work with one stack and with two: with several, CDK requires their names or --all', () => {
    const commands = matchesIn([...guides, ...programs], /npx cdk (deploy|destroy)\b[^`\n]*/g);
    expect(commands.length).toBeGreaterThan(15);
    expect(commands.filter((command) => !/ --all\b/.test(command))).toEqual([]);
  });

  test('bootstrap without the app, which needs pages and a configuration', () => {
    const commands = matchesIn(guides, /cdk bootstrap [^`\n]*aws:[^`\n]*/g);
    expect(commands.length).toBeGreaterThan(3);
    expect(commands.filter((command) => !command.includes(' --app "" aws://'))).toEqual([]);
    expect(matchesIn(guides, /npx cdk bootstrap(?! --app "" )[^`\n]*/g)).toEqual([]);
  });
});

describe('the table of AWS behaviors', () => {
  const page = read('docs/aws-behavior.md');
  const [, list = ''] = /^The names of the checks,[^:]*: (.*?)\.\s/ms.exec(page) ?? [];
  const named = [...list.matchAll(/`([^`]+)`/g)].map(([, name]) => name ?? '');

  test('lists the checks of the smoke test in the order in which they run', () => {
    expect(named).toEqual(CHECKS.map(({ name }) => name));
  });

  test.each(named.filter((name) => name !== 'cleanup'))('says what "%s" shows', (name) => {
    const cells = page
      .split('\n')
      .filter((line) => line.startsWith('| '))
      .map((line) => line.split('|').at(-2) ?? '');
    expect(cells.filter((cell) => cell.includes(`\`${name}\``))).not.toEqual([]);
  });
});
