import * as z from 'zod';

/** What the mail queue carries: which send of which invitation. No address, no link, nothing to lose. */
export const mailMessageSchema = z.object({
  invitationId: z.string(),
  /** The number of the send: 1 for the first mail, one more for each resend and each reminder. */
  send: z.number().int().positive(),
});
export type MailMessage = z.infer<typeof mailMessageSchema>;

/** A mail with a code that is due. */
export const codeMessageSchema = z.object({
  invitationId: z.string(),
  /** Which request for a code it answers. */
  code: z.number().int().positive(),
});
export type CodeMessage = z.infer<typeof codeMessageSchema>;
