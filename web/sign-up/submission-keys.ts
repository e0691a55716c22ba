import type { Submission } from './sign-up-api.ts';

/**
 * Provides an `Idempotency-Key` for each distinct submission, including the password. Sending the same form again after a lost
 * connection reuses the key, so the server returns its first response. A changed form gets a new key, and so does a changed
 * password: with the old key, it would seem to be accepted although the first password counts. Keys are kept only in memory,
 * while the form is open, because after a reload it is unknown whether the password is still the same.
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
