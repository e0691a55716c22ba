/** Pages with a single path. */
const PAGES = ['sign-up', 'sign-in', 'administrator-setup', 'docs'];
/** Pages that route the paths below their own, such as `/console/invitations`, in the browser. */
const APPS = ['console', 'account'];
/** Page that `/` redirects to. It forwards people who are signed in. */
const HOME = '/sign-in';

/**
 * Returns the folder of the page at `path`, if there is one. The local server and the browser tests also use it.
 */
export function pageAt(path: string): string | undefined {
  const plain = path.replace(/^\/|\/$/g, '');
  if (PAGES.includes(plain)) return plain;
  const app = APPS.find((name) => plain === name || plain.startsWith(`${name}/`));
  return plain.includes('.') ? undefined : app;
}

/**
 * Returns the Content-Security-Policy of the pages. Nothing in them is inline.
 *
 * @param origins - the origins that the pages send requests to, in addition to their own: the login, and Cognito's API,
 *   which the page for sign-in methods calls.
 */
export function contentSecurityPolicy(origins: readonly string[]): string {
  return [
    "default-src 'none'",
    "script-src 'self'",
    "style-src 'self'",
    "img-src 'self' https: data:",
    ['connect-src', "'self'", ...origins].join(' '),
    "base-uri 'none'",
    "form-action 'self'",
    "frame-ancestors 'none'",
  ].join('; ');
}

/**
 * Returns the code of a CloudFront function (runtime 2.0) that serves pages without a file extension: `/sign-up` is
 * rewritten to `/sign-up/index.html` and `/console/invitations` to `/console/index.html`. Every other path gets a
 * plain-text 404 instead of the bucket's XML.
 */
export function rewritePages(): string {
  return `
const PAGES = ${JSON.stringify(PAGES)};
const APPS = ${JSON.stringify(APPS)};

function handler(event) {
  const request = event.request;
  const path = request.uri.replace(/^\\/|\\/$/g, '');
  if (path === '') {
    return { statusCode: 302, statusDescription: 'Found', headers: { location: { value: ${JSON.stringify(HOME)} } } };
  }
  if (PAGES.includes(path)) {
    request.uri = '/' + path + '/index.html';
    return request;
  }
  if (path.includes('.')) return request;
  const app = path.split('/')[0];
  if (APPS.includes(app)) {
    request.uri = '/' + app + '/index.html';
    return request;
  }
  return {
    statusCode: 404,
    statusDescription: 'Not Found',
    headers: { 'content-type': { value: 'text/plain; charset=utf-8' } },
    body: 'Page not found.',
  };
}
`.trimStart();
}
