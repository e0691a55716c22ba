import type { APIGatewayEventRequestContextJWTAuthorizer } from 'aws-lambda';
import * as z from 'zod';
import { qualifiedScope, type Scope } from './scopes.ts';
import { FoyerError } from '../shared/errors.ts';

/** Who asks: somebody of a tenant. The tenant comes from the token and from nowhere else. */
export interface Principal {
  readonly id: string;
  readonly name: string;
  readonly tenantId: string;
}

const claimsSchema = z.object({
  sub: z.string().min(1),
  tenant_id: z.string().min(1),
  // Cognito lets a name be 2 048 characters long; it stands in every mail.
  name: z
    .string()
    .min(1)
    .transform((name) => name.slice(0, 200))
    .optional(),
  token_use: z.literal('access'),
  scope: z.string(),
});

/**
 * Checks again what the gateway's authorizer checked, so that a mistake in the gateway opens nothing.
 *
 * @throws {FoyerError} `unauthenticated` without usable claims, `forbidden` without the scope.
 */
export function principalOf(
  authorizer: Partial<APIGatewayEventRequestContextJWTAuthorizer> | undefined,
  scope: Scope,
): Principal {
  const claims = claimsSchema.safeParse(authorizer?.jwt?.claims);
  if (!claims.success)
    throw new FoyerError(
      'unauthenticated',
      'Sign in and send the access token of an administrator.',
    );
  if (!claims.data.scope.split(' ').includes(qualifiedScope(scope)))
    throw new FoyerError('forbidden', `This needs the scope ${qualifiedScope(scope)}.`);
  const { sub, tenant_id: tenantId, name } = claims.data;
  return { id: sub, name: name ?? sub, tenantId };
}
