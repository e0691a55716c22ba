import * as z from 'zod';

/** A mail with a link that is due: which send of which invitation. No address, no link, nothing to lose. */
const linkMessageSchema = z.object({
  invitationId: z.string(),
  /** The number of the send: 1 for the first mail, one more for each resend and each reminder. */
  send: z.number().int().positive(),
});
export type MailMessage = z.infer<typeof linkMessageSchema>;

/** A mail with a code that is due. */
const codeMessageSchema = z.object({
  invitationId: z.string(),
  /** Which request for a code it answers. */
  code: z.number().int().positive(),
});
export type CodeMessage = z.infer<typeof codeMessageSchema>;

/** A mail with a setup link that is due: which send to which administrator. */
const setupMessageSchema = z.object({
  tenantId: z.string(),
  administratorId: z.string(),
  send: z.number().int().positive(),
});
export type SetupMailMessage = z.infer<typeof setupMessageSchema>;

/** A preview that is due to the administrator who ordered it. */
const testEmailMessageSchema = z.object({ tenantId: z.string(), testEmailId: z.string() });
export type TestEmailMessage = z.infer<typeof testEmailMessageSchema>;

/** What the mail queue carries. */
export const dueMailSchema = z.union([
  linkMessageSchema,
  codeMessageSchema,
  setupMessageSchema,
  testEmailMessageSchema,
]);
export type DueMail = z.infer<typeof dueMailSchema>;
