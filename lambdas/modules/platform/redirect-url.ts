import * as z from 'zod';

/** What is wrong with a URL, in words for the person who typed it. */
export interface UrlProblem {
  readonly problem: string;
}

/** Longer ones are cut off by browsers, proxies and mail programs. */
const URL_MAX_LENGTH = 2048;

const LOCAL_HOSTS = new Set(['localhost', '127.0.0.1']);
/** A browser drops or rewrites these (WHATWG URL §4.4), so that one text is two addresses, depending on who reads it. */
const AMBIGUOUS = /[\s\\\p{Cc}\p{Cf}\p{Cs}]/u;
/** Slashes, backslashes and zeros in disguise, and dots with a parameter: some servers turn them into another path. */
const DISGUISED = /%(?:2f|5c|00)|\/\.{1,2};/i;

/**
 * Reads a URL to which people may be sent: https, or http on the own machine; no user name, no fragment, nothing that
 * browsers and servers read differently. The host comes out in its ASCII form (IDNA, UTS 46), so that a letter that only
 * looks like another one is another host.
 */
export function parseRedirectUrl(typed: string): URL | UrlProblem {
  if (typed.length > URL_MAX_LENGTH)
    return { problem: `The URL must be at most ${URL_MAX_LENGTH} characters.` };
  if (AMBIGUOUS.test(typed))
    return {
      problem: 'The URL must not contain spaces, backslashes, or invisible characters.',
    };
  // Browsers also take "https:/host" and "https:host"; nobody writes that by mistake.
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
 * Reads the beginning of URLs to which people may be sent: an origin and, if wanted, the first segments of a path.
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
 * Whether somebody may be sent to `typed`: its origin is that of a prefix, and its path begins with the prefix's path,
 * segment by segment ("/app" allows "/app/x" and not "/apple"). What cannot be read is not allowed.
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

/** A URL to which people are sent, as {@link parseRedirectUrl} reads it; whether it is allowed is a rule of the tenant. */
export const redirectUrlSchema = z.string().transform((typed, context) => {
  const url = parseRedirectUrl(typed);
  if (!('problem' in url)) return url.href;
  context.addIssue({ code: 'custom', message: url.problem });
  return z.NEVER;
});
