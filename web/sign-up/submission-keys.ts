import type { Submission } from './sign-up-api.ts';

/**
 * One `Idempotency-Key` for each distinct submission, the password included. The same form sent again, after a lost
 * connection, carries the same key, so the server answers it as it answered the first. A changed form gets another, and
 * so does a changed password: answered like the first, it would seem to count although the first one does. Kept in
 * memory only, as long as the form is open: after a reload nobody can tell whether the password is still the same.
 */
export class SubmissionKeys {
  readonly #keys = new Map<string, string>();

  keyFor(token: string, { profile, company, email, code }: Submission, password: string): string {
    const { firstName, lastName, jobTitle, phone, taxId } = profile;
    const person = [firstName, lastName, jobTitle, phone, taxId];
    const form = JSON.stringify([token, ...person, company, email, code, password]);
    const key = this.#keys.get(form) ?? crypto.randomUUID();
    this.#keys.set(form, key);
    return key;
  }
}
