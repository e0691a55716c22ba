import { expect } from 'vitest';

/** The message that a custom message trigger returns. */
interface TriggerMessage {
  readonly subject: string;
  readonly html: string;
}

/** Values for the placeholders. `userName` is known only for temporary passwords. */
interface Inserted {
  readonly code: string;
  readonly userName?: string;
}

/**
 * Letters, marks, symbols, numbers, punctuation, and white space: the characters of the patterns of subjects and
 * messages.
 */
const ALLOWED = /^[\p{L}\p{M}\p{S}\p{N}\p{P}\s]+$/u;

/**
 * Checks a message and inserts the code, as Cognito does for an email that SES sends: the message must contain the code
 * placeholder, and for a temporary password the user name placeholder; it has at most 20,000 characters, counted
 * strictly as bytes, and the subject at most 140
 * (https://docs.aws.amazon.com/cognito/latest/developerguide/user-pool-lambda-custom-message.html,
 * https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_VerificationMessageTemplateType.html).
 */
export function asCognitoSends({ subject, html }: TriggerMessage, inserted: Inserted) {
  expect(html).toContain('{####}');
  if (inserted.userName !== undefined) expect(html).toContain('{username}');
  expect(Buffer.byteLength(html)).toBeLessThanOrEqual(20_000);
  expect(subject.length).toBeGreaterThan(0);
  expect(subject.length).toBeLessThanOrEqual(140);
  expect(html).toMatch(ALLOWED);
  expect(subject).toMatch(ALLOWED);
  expect(subject).not.toMatch(/[\r\n{}]/);
  const fill = (text: string) =>
    text
      .replaceAll('{####}', () => inserted.code)
      .replaceAll('{username}', () => inserted.userName ?? '');
  return { subject: fill(subject), html: fill(html) };
}
