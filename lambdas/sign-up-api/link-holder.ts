import * as z from 'zod';
import { readSetupToken } from '../modules/administrators/setup-token.ts';
import { readToken } from '../modules/invitations/token.ts';

const holderSchema = z.object({ token: z.string() });

/** The id of the invitation, or of the administrator, whose link a request brings: not checked yet, the operation does that. */
export function linkHolderIn(body: unknown): string | undefined {
  const { success, data } = holderSchema.safeParse(body);
  if (!success) return undefined;
  return readToken(data.token)?.invitationId ?? readSetupToken(data.token)?.administratorId;
}
