import { createHash } from 'node:crypto';
import * as z from 'zod';

/** What the form of the company login says of somebody. */
const formSchema = z.object({
  email: z.email(),
  givenName: z.string().trim().max(100).default(''),
  familyName: z.string().trim().max(100).default(''),
  verified: z.literal('on').optional(),
});

/** The standard claims that are told of somebody (https://openid.net/specs/openid-connect-core-1_0.html#StandardClaims). */
export interface Claims {
  readonly sub: string;
  readonly email: string;
  readonly email_verified: boolean;
  readonly given_name?: string;
  readonly family_name?: string;
}

/** Everybody who has signed in since the start. */
export class People {
  readonly #known = new Map<string, Claims>();

  /** Remembers somebody as the form has it; nothing when it has no address. */
  meet(form: URLSearchParams): Claims | undefined {
    const { success, data } = formSchema.safeParse(Object.fromEntries(form));
    if (!success) return undefined;
    const claims: Claims = {
      sub: subjectOf(data.email),
      email: data.email,
      email_verified: data.verified === 'on',
      ...(data.givenName !== '' && { given_name: data.givenName }),
      ...(data.familyName !== '' && { family_name: data.familyName }),
    };
    this.#known.set(claims.sub, claims);
    return claims;
  }

  find(sub: string): Claims | undefined {
    return this.#known.get(sub);
  }
}

/** The same for one address, after a restart too. In lower case, as Cognito makes it. */
function subjectOf(email: string): string {
  return createHash('sha256').update(email.toLowerCase()).digest('hex').slice(0, 20);
}
