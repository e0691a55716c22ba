import * as z from 'zod';
import { text } from '../modules/platform/environment.ts';

/** What the function that gives tokens their claims reads from its environment. */
export const tokenClaimsEnvironment = z.object({
  TABLE_NAME: text,
});
