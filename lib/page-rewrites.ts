/**
 * The code of a CloudFront function (runtime 2.0) that gives pages an address without an ending: `/sign-up` is
 * answered with `/sign-up/index.html`, `/` leads to `home`, and an address that is no page gets a plain 404 instead of
 * the bucket's XML.
 */
export function rewritePages(pages: readonly string[], home: string): string {
  return `
const PAGES = ${JSON.stringify(pages)};

function handler(event) {
  const request = event.request;
  const path = request.uri.replace(/^\\/|\\/$/g, '');
  if (path === '') {
    return { statusCode: 302, statusDescription: 'Found', headers: { location: { value: ${JSON.stringify(home)} } } };
  }
  if (PAGES.includes(path)) {
    request.uri = '/' + path + '/index.html';
    return request;
  }
  if (path.includes('.')) return request;
  return {
    statusCode: 404,
    statusDescription: 'Not Found',
    headers: { 'content-type': { value: 'text/plain; charset=utf-8' } },
    body: 'There is no such page.',
  };
}
`.trimStart();
}
