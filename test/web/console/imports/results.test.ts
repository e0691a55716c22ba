import { expect, test } from 'vitest';

import { en as app } from '../../../../web/app/languages/en.ts';
import { nextCursor } from '../../../../web/console/imports/download.ts';
import { de } from '../../../../web/console/imports/languages/de.ts';
import { countOf, isRunning, messageOf } from '../../../../web/console/imports/states.ts';

test('the Link header names the next part of a file', () => {
  const link = '</v1/invitation-imports/imp_1/export?limit=500&cursor=a%2Fb%3D>; rel="next"';
  expect(nextCursor(link)).toBe('a/b=');
  expect(nextCursor('')).toBeUndefined();
  expect(nextCursor('</v1/x>; rel="prev"')).toBeUndefined();
});

test('the reason for skipping a row is in the language of the page, and an error in that of the API', () => {
  const message = 'Enter an email address such as name@example.com.';
  expect(messageOf({ reason: 'canceled', message: 'x' }, de, app)).toBe(de.reasons.canceled);
  expect(messageOf({ reason: 'grant_not_allowed', message: 'x' }, de, app)).toBe(
    app.problems.grant_not_allowed,
  );
  expect(messageOf({ reason: 'invalid_request', message }, de, app)).toBe(message);
  expect(messageOf({ reason: 'invalid_request', message, field: 'kind' }, de, app)).toBe(
    de.reasons.wrong_kind,
  );
  expect(messageOf({ reason: 'constructor' }, de, app)).toBe('constructor');
  expect(messageOf({}, de, app)).toBeUndefined();
});

test('an import is in progress until its last row is processed, even after it was canceled', () => {
  const counts = { created: 1, wouldCreate: 2, skipped: 3, error: 4, pending: 5 };
  expect(isRunning({ counts })).toBe(true);
  expect(isRunning({ counts: { ...counts, pending: 0 } })).toBe(false);
  expect(countOf({ counts }, 'would_create')).toBe(2);
  expect(countOf({ counts }, 'error')).toBe(4);
});
