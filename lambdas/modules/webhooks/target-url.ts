import { isIP } from 'node:net';
import { isPublicAddress } from './address-rules.ts';
import type { WebhookTargets } from './targets.ts';

const URL_MAX = 1_000;
const HTTPS_PORT = 443;
const FIRST_FREE_PORT = 1024;

/** What is wrong with the URL of a webhook as it is written, in words for its administrator; `undefined` if nothing is. */
export function urlProblem(text: string, targets: WebhookTargets): string | undefined {
  if (text.length > URL_MAX) return `The URL must be at most ${URL_MAX} characters.`;
  if (!URL.canParse(text))
    return 'The URL must be complete, such as "https://example.com/hooks/foyer".';
  const url = new URL(text);
  if (url.username !== '' || url.password !== '')
    return 'The URL must not contain a user name or a password. Verify the signature instead.';
  if (url.hash !== '')
    return 'The URL must not contain a fragment (#…), because it would not be sent.';
  if (targets === 'local' && isThisMachine(url)) return undefined;
  if (url.protocol !== 'https:') return 'The URL must start with "https://".';
  const port = url.port === '' ? HTTPS_PORT : Number(url.port);
  if (port !== HTTPS_PORT && port < FIRST_FREE_PORT)
    return 'The port of the URL must be 443 or at least 1024.';
  const host = hostOf(url);
  if (isIP(host) !== 0 && !isPublicAddress(host)) return NOT_PUBLIC;
  if (isIP(host) === 0 && !host.includes('.')) return NOT_PUBLIC;
  return undefined;
}

export const NOT_PUBLIC =
  'The host of the URL must be on the public internet. Private, local, and reserved addresses are not allowed.';

/** The host of a URL, an IPv6 address without its brackets. */
export function hostOf(url: URL): string {
  return url.hostname.replace(/^\[(.*)\]$/, '$1');
}

/** A receiver that a developer runs: plain HTTP on the loopback address. */
export function isThisMachine(url: URL): boolean {
  return url.protocol === 'http:' && url.hostname === '127.0.0.1';
}
