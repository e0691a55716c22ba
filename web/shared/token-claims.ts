import {
  qualifiedScope,
  type Scope,
  SCOPES,
  SECOND_FACTOR_CLAIM,
} from '../../lambdas/modules/platform/scopes.ts';
import { textIn } from './json.ts';

/** Claims about the person whom an access token was issued to. The API validates the token; pages only read it. */
export interface TokenClaims {
  /** The ID of the user. */
  readonly id: string;
  readonly name: string | undefined;
  readonly tenantId: string | undefined;
  readonly scopes: ReadonlySet<Scope>;
  /** True for an administrator who has no scopes until they set up a second factor. */
  readonly needsSecondFactor: boolean;
}

/** Reads the claims of an access token, a JWT (RFC 7519); `undefined` for any other token. */
export function claimsOf(accessToken: string): TokenClaims | undefined {
  const payload = jsonIn(accessToken.split('.')[1] ?? '');
  const id = textIn(payload, 'sub');
  if (id === undefined) return undefined;
  const granted = new Set(textIn(payload, 'scope')?.split(' '));
  const known = Object.keys(SCOPES) as Scope[];
  const scopes = known.filter((candidate) => granted.has(qualifiedScope(candidate)));
  return {
    id,
    name: textIn(payload, 'name'),
    tenantId: textIn(payload, 'tenant_id'),
    scopes: new Set(scopes),
    needsSecondFactor: textIn(payload, SECOND_FACTOR_CLAIM) === 'required',
  };
}

/** The person's home page: the console for a tenant's administrators, the account for a customer's people. */
export function homeOf(claims: TokenClaims | undefined): '/console' | '/account' | undefined {
  if (claims?.scopes.has('self') === true) return '/account';
  return claims !== undefined && (claims.scopes.size > 0 || claims.needsSecondFactor)
    ? '/console'
    : undefined;
}

function jsonIn(base64url: string): unknown {
  try {
    const bytes = Uint8Array.from(
      atob(base64url.replaceAll('-', '+').replaceAll('_', '/')),
      (character) => character.charCodeAt(0),
    );
    return JSON.parse(new TextDecoder().decode(bytes));
  } catch {
    return undefined;
  }
}
