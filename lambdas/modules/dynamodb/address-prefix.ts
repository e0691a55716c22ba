import * as z from 'zod';
import { parseAddressPrefix } from '../platform/email-address.ts';

/** How an address begins, in the form in which addresses are compared. */
export const addressPrefix = z
  .string()
  .max(320, 'email must be at most 320 characters.')
  .transform((typed, context) => {
    // A plus sign that was not encoded arrives as a space, and no address has one.
    const begins = parseAddressPrefix(typed.trim().replaceAll(' ', '+'));
    if (begins !== undefined) return begins;
    context.addIssue({ code: 'custom', message: 'email must be the start of an email address.' });
    return z.NEVER;
  });
