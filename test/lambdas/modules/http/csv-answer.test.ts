import { describe, expect, test } from 'vitest';

import { csvAnswer } from '../../../../lambdas/modules/http/csv.ts';

const part = { text: '"a"\r\n', rows: 1, path: '/v1/customers/export', fileName: 'customers.csv' };

describe('a part of a file', () => {
  test('links to the next part with the same query', () => {
    const query = { name: 'bücher & söhne', limit: 100, status: undefined };
    const { headers } = csvAnswer({ ...part, nextCursor: 'next', query });
    expect(headers.link).toBe(
      '</v1/customers/export?name=b%C3%BCcher+%26+s%C3%B6hne&limit=100&cursor=next>; rel="next"',
    );
    expect(headers['content-type']).toBe('text/csv; charset=utf-8; header=present');
  });

  test('after the first says that it has no header, and links on with its own cursor', () => {
    const { headers } = csvAnswer({ ...part, nextCursor: 'b', query: { cursor: 'a' } });
    expect(headers['content-type']).toBe('text/csv; charset=utf-8; header=absent');
    expect(headers.link).toBe('</v1/customers/export?cursor=b>; rel="next"');
  });

  test('that is the last has no link', () => {
    const { headers } = csvAnswer({ ...part, nextCursor: null, query: {} });
    expect(headers).not.toHaveProperty('link');
    expect(headers['row-count']).toBe('1');
  });
});
