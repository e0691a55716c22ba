import { readFile } from 'node:fs/promises';

import { describe, expect, test } from 'vitest';

import { compileMail, compileTemplate, MAILS } from '../../../../../bin/build-mail.ts';

const folder = new URL('../../../../../lambdas/modules/mail/templates/', import.meta.url);

test.each(MAILS)(
  'the generated module of the %s email matches the MJML: otherwise, run "node bin/build-mail.ts"',
  async (mail) => {
    const mjml = await readFile(new URL(`${mail}-mail.mjml`, folder), 'utf8');
    const generated = await readFile(new URL(`${mail}-mail.generated.ts`, folder), 'utf8');
    await expect(compileMail(mail, mjml)).resolves.toBe(generated);
  },
);

test('an MJML error is reported with its line', async () => {
  const mjml = '<mjml><mj-body>\n<mj-section color="red"></mj-section></mj-body></mjml>';
  await expect(compileMail('invitation', mjml)).rejects.toThrow(/line 2: .*color/);
});

describe('a value is accepted only where its kind is safe', () => {
  test.each([
    ['text in a URL', '<a href="{{text link}}">'],
    ['text in a style', '<p style="color: {{text color}}">'],
    ['text in an event handler', '<p onclick="{{text x}}">'],
    ['text in an attribute without quotes', '<p title={{text x}}>'],
    ['text in an attribute with single quotes', "<p title='{{text x}}'>"],
    ['text in a comment', '<!-- {{text x}} -->'],
    ['a color in a style sheet', '<style>p { color: {{color x}} }</style>'],
    ['a color in text', '<p>{{color x}}</p>'],
    ['a URL in text', '<p>{{url x}}</p>'],
    ['a condition in an attribute', '<p title="{{#x}}a{{/x}}">'],
  ])('%s is rejected', (_, html) => {
    expect(() => compileTemplate(html)).toThrow(/must not be in/);
  });

  test.each([
    ['an unknown kind', '<p>{{raw x}}</p>', /Invalid placeholder: .*raw/],
    ['three braces', '<p>{{{text x}}}</p>', /Invalid placeholder: /],
    ['an unclosed condition', '{{#x}}a', /never closed/],
    ['a condition that was not opened', 'a{{/x}}', /closes a section that is not open/],
    ['two overlapping conditions', '{{#x}}{{#y}}{{/x}}{{/y}}', /closes a section that is not open/],
    [
      'one value as two kinds',
      '<a href="{{url x}}" style="{{color x}}">',
      /both as WebUrl and as Color/,
    ],
  ])('%s is rejected', (_, html, message) => {
    expect(() => compileTemplate(html)).toThrow(message);
  });

  test('text that would end or fill a template literal stays text', () => {
    expect(compileTemplate('a`b\\c${d}$e').literal).toBe('a\\`b\\\\c\\${d}$e');
  });

  test('an optional value can be missing, and a URL stays a URL where it is shown as text', () => {
    const html =
      '{{#link}}<a href="{{url link}}">{{text link}}</a>{{/link}}{{^link}}{{text no}}{{/link}}';
    expect(compileTemplate(html).members).toEqual([
      'readonly link: WebUrl | undefined;',
      'readonly no: string;',
    ]);
  });
});
