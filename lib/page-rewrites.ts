/** Pages with one address each. */
const PAGES = ['sign-up', 'sign-in', 'administrator-setup', 'docs'];
/** Pages that have addresses of their own below theirs, such as `/console/invitations`. */
const APPS = ['console', 'account'];
/** The page that the site's root redirects to. People who are signed in go on from there. */
const HOME = '/sign-in';

/** Finds the folder of the page that `path` is an address of. The development server and the browser tests use it too. */
export function pageAt(path: string): string | undefined {
  const plain = path.replace(/^\/|\/$/g, '');
  if (PAGES.includes(plain)) return plain;
  const app = APPS.find((name) => plain === name || plain.startsWith(`${name}/`));
  return plain.includes('.') ? undefined : app;
}

/**
 * The code of a CloudFront function (runtime 2.0) that gives pages an address without an ending: `/sign-up` is
 * answered with `/sign-up/index.html`, `/console/invitations` with `/console/index.html`, and an address that is no page
 * gets a plain 404 instead of the bucket's XML.
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
    body: 'There is no such page.',
  };
}
`.trimStart();
}
