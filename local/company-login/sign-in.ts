import { createHash } from 'node:crypto';

import * as z from 'zod';

/** The fields of the form on the sign-in page. */
const formSchema = z.object({
  email: z.email(),
  givenName: z.string().trim().max(100).default(''),
  familyName: z.string().trim().max(100).default(''),
  verified: z.literal('on').optional(),
});

/** The standard claims about an account (https://openid.net/specs/openid-connect-core-1_0.html#StandardClaims). */
export interface Claims {
  readonly sub: string;
  readonly email: string;
  readonly email_verified: boolean;
  readonly given_name?: string;
  readonly family_name?: string;
}

/** The accounts that have signed in since the start. */
export class Accounts {
  readonly #bySubject = new Map<string, Claims>();

  /** Creates or updates the account that a form describes. Returns `undefined` if the address is invalid. */
  signIn(form: URLSearchParams): Claims | undefined {
    const { success, data } = formSchema.safeParse(Object.fromEntries(form));
    if (!success) return undefined;
    const claims: Claims = {
      sub: subjectOf(data.email),
      email: data.email,
      email_verified: data.verified === 'on',
      ...(data.givenName !== '' && { given_name: data.givenName }),
      ...(data.familyName !== '' && { family_name: data.familyName }),
    };
    this.#bySubject.set(claims.sub, claims);
    return claims;
  }

  find(sub: string): Claims | undefined {
    return this.#bySubject.get(sub);
  }
}

/** Derives the subject from the address, so that it survives a restart. Cognito converts it to lowercase. */
function subjectOf(email: string): string {
  return createHash('sha256').update(email.toLowerCase()).digest('hex').slice(0, 20);
}

const STYLE = `
:root { color-scheme: light dark; font: 16px/1.5 system-ui, sans-serif; }
body { margin: 0; min-height: 100vh; display: grid; place-items: center; background: light-dark(#f4f6f9, #151a22); }
main { width: min(24rem, calc(100vw - 4rem)); padding: 2rem; border-radius: .75rem; background: light-dark(#fff, #1d242e); border: 1px solid light-dark(#d9dee6, #343d4b); }
h1 { margin: 0 0 .25rem; font-size: 1.4rem; }
p { margin: 0 0 1.25rem; color: light-dark(#566173, #a6b0c0); }
label { display: block; margin-bottom: 1rem; font-weight: 600; }
label.check { display: flex; gap: .6rem; align-items: baseline; font-weight: 400; }
input:not([type=checkbox]) { display: block; width: 100%; box-sizing: border-box; margin-top: .25rem; padding: .6rem; font: inherit; font-weight: 400; border: 1px solid light-dark(#7a8699, #77839a); border-radius: .4rem; }
.names { display: grid; grid-template-columns: 1fr 1fr; gap: .75rem; }
button { width: 100%; padding: .7rem; font: inherit; font-weight: 600; border: 0; border-radius: .4rem; background: light-dark(#1f5fbf, #8ab8ff); color: light-dark(#fff, #10151d); cursor: pointer; }
button.quiet { margin-top: .5rem; background: none; color: inherit; font-weight: 400; }
`;

/** Path prefix of the sign-in page. The ID of the interaction follows. */
export const signInPath = '/sign-in/';

/** Renders the sign-in page of an interaction, with `hint` as the address. */
export function signInPage(uid: string, hint = ''): string {
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Company login</title>
<style>${STYLE}</style>
</head>
<body>
<main>
<h1>Company login</h1>
<p>This page simulates a company’s own sign-in. It accepts any address, without a password.</p>
<form method="post" action="${signInPath}${encodeURIComponent(uid)}">
<label>Email address
<input type="email" name="email" value="${escapeHtml(hint)}" required autofocus autocomplete="off"></label>
<div class="names">
<label>First name
<input name="givenName" autocomplete="off"></label>
<label>Last name
<input name="familyName" autocomplete="off"></label>
</div>
<label class="check"><input type="checkbox" name="verified" checked> The company has verified this address</label>
<button name="do" value="sign-in">Sign in</button>
<button class="quiet" name="do" value="cancel" formnovalidate>Cancel</button>
</form>
</main>
</body>
</html>
`;
}

function escapeHtml(text: string): string {
  return text.replace(/[&<>"]/g, (character) => `&#${character.codePointAt(0)};`);
}
