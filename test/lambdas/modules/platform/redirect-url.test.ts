import { describe, expect, test } from 'vitest';

import {
  parseRedirectPrefix,
  parseRedirectUrl,
  redirectAllowed,
} from '../../../../lambdas/modules/platform/redirect-url.ts';

describe('a redirect URL', () => {
  test.each([
    ['https://app.example.com', 'https://app.example.com/'],
    ['https://app.example.com/a/b?c=d&e=%2F', 'https://app.example.com/a/b?c=d&e=%2F'],
    ['HTTPS://APP.example.com:443/A', 'https://app.example.com/A'],
    ['https://app.example.com:8443/a', 'https://app.example.com:8443/a'],
    ['http://localhost:5173/done', 'http://localhost:5173/done'],
    ['http://127.0.0.1/done', 'http://127.0.0.1/done'],
    ['https://münchen.example/ä', 'https://xn--mnchen-3ya.example/%C3%A4'],
    // Contains a Cyrillic а. It looks like example.com, and is returned as what it is.
    ['https://ex\u0430mple.com/', 'https://xn--exmple-4nf.com/'],
    ['https://app.example.com/a/../b', 'https://app.example.com/b'],
    ['https://app.example.com/a/%2E%2e/b', 'https://app.example.com/b'],
  ])('%j is read as %j', (typed, href) => {
    expect(parseRedirectUrl(typed)).toMatchObject({ href });
  });

  test.each([
    ['', 'must be complete'],
    ['app.example.com', 'must be complete'],
    ['//app.example.com', 'must be complete'],
    ['/welcome', 'must be complete'],
    ['https:', 'must be complete'],
    ['https:app.example.com', 'must be complete'],
    ['https:/app.example.com', 'must be complete'],
    ['https:///app.example.com', 'must be complete'],
    ['https://app.example.com:99999', 'must be complete'],
    ['https://[app]/', 'must be complete'],
    ['javascript:alert(1)', 'must be complete'],
    ['data:text/html,x', 'must be complete'],
    ['ftp://app.example.com', 'must be complete'],
    ['http://app.example.com', 'https://'],
    ['http://localhost.example.com', 'https://'],
    ['https://user:secret@app.example.com', 'user name'],
    ['https://@app.example.com', 'user name'],
    ['https://app.example.com@evil.example', 'user name'],
    ['https://app.example.com\\@evil.example', 'backslashes'],
    ['https:\\\\app.example.com', 'backslashes'],
    ['https://app.example.com\\.evil.example', 'backslashes'],
    ['https://app.example.com/#/admin', '"#"'],
    ['https://app.example.com#@evil.example', '"#"'],
    ['https://app.example.com/#', '"#"'],
    [' https://app.example.com', 'spaces'],
    ['https://app.exam\tple.com', 'spaces'],
    ['https://app.example.com/a\r\nLocation: x', 'spaces'],
    ['https://app.example.com/\u202eabc', 'invisible characters'],
    ['https://app.exam\u00adple.com/', 'invisible characters'],
    ['https://app.example.com/\ud800', 'invisible characters'],
    ['https://app.example.com/a%2f..%2fb', 'encoded slash'],
    ['https://app.example.com/a/%5C..', 'encoded slash'],
    ['https://app.example.com/a/..;x/b', 'encoded slash'],
    ['https://app.example.com/a/%2e%2e;x/b', 'encoded slash'],
    [`https://app.example.com/${'x'.repeat(2048)}`, '2048'],
  ])('%j is rejected, with what to do', (typed, words) => {
    const outcome = parseRedirectUrl(typed);
    expect('problem' in outcome && outcome.problem).toContain(words);
  });
});

describe('an allowed prefix', () => {
  test.each(['https://app.example.com/?a', 'https://app.example.com?', 'https://*.example.com'])(
    '%s is rejected',
    (typed) => {
      expect(parseRedirectPrefix(typed)).toHaveProperty('problem');
    },
  );

  test.each([
    ['https://app.example.com', 'https://app.example.com', true],
    ['https://app.example.com', 'https://app.example.com/', true],
    ['https://app.example.com/', 'https://app.example.com?x', true],
    ['https://app.example.com', 'https://APP.example.com:443/any/where?x=y', true],
    ['https://app.example.com', 'https://app.example.com:8443/', false],
    ['https://app.example.com', 'http://app.example.com/', false],
    ['https://app.example.com', 'https://app.example.com.evil.example/', false],
    ['https://app.example.com', 'https://app.example.comevil.example/', false],
    ['https://app.example.com', 'https://evil.example/https://app.example.com', false],
    ['https://app.example.com', 'https://sub.app.example.com/', false],
    ['https://app.example.com', 'https://app.example.com./', false],
    ['https://app.example.com', 'https://app.example.com@evil.example/', false],
    ['https://app.example.com', 'https://app.example.com\\@evil.example/', false],
    ['https://app.example.com', 'https://app.example.com#x', false],
    ['https://app.example.com', 'https://\u0430pp.example.com/', false],
    ['https://app.example.com', 'https://app\u3002example\uff0ecom/', true],
    ['https://xn--mnchen-3ya.example', 'https://M\u00dcNCHEN.example/', true],
    ['https://app.example.com/portal', 'https://app.example.com/portal', true],
    ['https://app.example.com/portal', 'https://app.example.com/portal/', true],
    ['https://app.example.com/portal/', 'https://app.example.com/portal', true],
    ['https://app.example.com/portal', 'https://app.example.com/portal?next=/x', true],
    ['https://app.example.com/portal', 'https://app.example.com/portal/a', true],
    ['https://app.example.com/portal', 'https://app.example.com/portals', false],
    ['https://app.example.com/portal', 'https://app.example.com/PORTAL', false],
    ['https://app.example.com/portal', 'https://app.example.com/', false],
    ['https://app.example.com/portal', 'https://app.example.com/portal/../admin', false],
    ['https://app.example.com/portal', 'https://app.example.com/portal/%2e%2e/admin', false],
    ['https://app.example.com/portal', 'https://app.example.com/portal/..%2fadmin', false],
    ['https://app.example.com/portal', 'https://app.example.com/portal;x', false],
    ['http://localhost:3000', 'http://localhost:3000/x', true],
    ['http://localhost:3000', 'http://127.0.0.1:3000/x', false],
    // A prefix that should never have been stored allows nothing.
    ['*', 'https://app.example.com/', false],
    ['http://app.example.com', 'http://app.example.com/', false],
    ['', 'https://app.example.com/', false],
  ])('%j: %j is allowed: %s', (prefix, url, expected) => {
    expect(redirectAllowed(url, [prefix])).toBe(expected);
  });

  test('is one of several; without any, nothing is allowed', () => {
    const prefixes = ['https://a.example', 'https://b.example/x'];
    expect(redirectAllowed('https://b.example/x/y', prefixes)).toBe(true);
    expect(redirectAllowed('https://a.example/', [])).toBe(false);
  });
});
