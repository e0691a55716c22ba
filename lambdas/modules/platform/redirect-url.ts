import * as z from 'zod/mini';

import { once } from './once.ts';

/** A problem with a URL, in words for the person who typed it. */
export interface UrlProblem {
  readonly problem: string;
}

/** Browsers, proxies, and email programs truncate longer URLs. */
const URL_MAX_LENGTH = 2048;

const LOCAL_HOSTS = new Set(['localhost', '127.0.0.1']);
/**
 * Characters that browsers drop or rewrite (WHATWG URL §4.4), so that different programs read the same text as
 * different addresses.
 */
const AMBIGUOUS = /[\s\\\p{Cc}\p{Cf}\p{Cs}]/u;
/**
 * Encoded slashes, backslashes, and NUL characters, and dot segments with a parameter. Some servers turn these into a
 * different path.
 */
const DISGUISED = /%(?:2f|5c|00)|\/\.{1,2};/i;

/**
 * Parses a URL that people can be redirected to: https, or http for localhost, without a user name, a fragment, or
 * anything that browsers and servers interpret differently. The host is returned in ASCII (IDNA, UTS 46), so that a
 * lookalike letter makes a different host.
 */
export function parseRedirectUrl(typed: string): URL | UrlProblem {
  if (typed.length > URL_MAX_LENGTH)
    return { problem: `The URL must be at most ${URL_MAX_LENGTH} characters.` };
  if (AMBIGUOUS.test(typed))
    return {
      problem: 'The URL must not contain spaces, backslashes, or invisible characters.',
    };
  // Browsers also accept "https:/host" and "https:host", but nobody writes that by mistake.
  const authority = /^https?:\/\/([^/?#]+)/i.exec(typed)?.[1];
  if (authority === undefined || !URL.canParse(typed))
    return { problem: 'The URL must be complete, such as "https://www.example.com/welcome".' };
  if (authority.includes('@'))
    return { problem: 'The URL must not contain a user name or a password.' };
  if (typed.includes('#')) return { problem: 'The URL must not contain a "#".' };
  const url = new URL(typed);
  if (url.protocol !== 'https:' && !LOCAL_HOSTS.has(url.hostname))
    return {
      problem: 'The URL must start with "https://". "http://" is allowed for localhost only.',
    };
  if (DISGUISED.test(url.pathname.replaceAll(/%2e/gi, '.')))
    return { problem: 'The path of the URL must not contain an encoded slash or backslash.' };
  return url;
}

/**
 * Parses the start of URLs that people can be redirected to: an origin and, optionally, the first segments of a path.
 */
export function parseRedirectPrefix(typed: string): URL | UrlProblem {
  const url = parseRedirectUrl(typed);
  if ('problem' in url) return url;
  if (typed.includes('?')) return { problem: 'The URL must not contain a query string.' };
  if (url.hostname.includes('*'))
    return { problem: 'The URL must not contain "*". Add each host separately.' };
  return url;
}

/**
 * Returns whether people can be redirected to `typed`: its origin must be that of a prefix, and its path must start
 * with the prefix's path, compared by segment ("/app" allows "/app/x" but not "/apple"). A URL that cannot be parsed is
 * not allowed.
 */
export function redirectAllowed(typed: string, prefixes: readonly string[]): boolean {
  const url = parseRedirectUrl(typed);
  if ('problem' in url) return false;
  return prefixes.some((text) => {
    const prefix = parseRedirectPrefix(text);
    if ('problem' in prefix || prefix.origin !== url.origin) return false;
    const path = prefix.pathname.replace(/\/$/, '');
    return url.pathname === path || url.pathname.startsWith(`${path}/`);
  });
}

/** A redirect URL, as {@link parseRedirectUrl} reads it. Whether it is allowed depends on the tenant's rules. */
export const redirectUrlSchema = once(() =>
  z.pipe(
    z.string(),
    z.transform((typed, context) => {
      const url = parseRedirectUrl(typed);
      if (!('problem' in url)) return url.href;
      context.issues.push({ code: 'custom', message: url.problem, input: typed });
      return z.NEVER;
    }),
  ),
);
