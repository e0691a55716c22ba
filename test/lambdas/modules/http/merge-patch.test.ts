import { expect, test } from 'vitest';

import { mergePatch } from '../../../../lambdas/modules/http/merge-patch.ts';

// The cases of RFC 7396, appendix A, in which both sides are objects.
test.each([
  [{ a: 'b' }, { a: 'c' }, { a: 'c' }],
  [{ a: 'b' }, { b: 'c' }, { a: 'b', b: 'c' }],
  [{ a: 'b' }, { a: null }, {}],
  [{ a: 'b', b: 'c' }, { a: null }, { b: 'c' }],
  [{ a: ['b'] }, { a: 'c' }, { a: 'c' }],
  [{ a: 'c' }, { a: ['b'] }, { a: ['b'] }],
  [{ a: { b: 'c' } }, { a: { b: 'd', c: null } }, { a: { b: 'd' } }],
  [{ a: [{ b: 'c' }] }, { a: [1] }, { a: [1] }],
  [{ e: null }, { a: 1 }, { e: null, a: 1 }],
  [{}, { a: { bb: { ccc: null } } }, { a: { bb: {} } }],
])('%j patched with %j is %j', (current: object, patch: object, expected) => {
  const before = structuredClone(current);
  expect(mergePatch(current, patch)).toEqual(expected);
  expect(current).toEqual(before);
});

test('undefined fields stay unchanged', () => {
  expect(mergePatch<{ a?: string }>({ a: 'b' }, { a: undefined })).toEqual({ a: 'b' });
});
