import * as z from 'zod';

/** What the import queue carries: which chunk of which import is to be worked off. */
export const importMessageSchema = z.object({
  importId: z.string(),
  chunk: z.number().int().positive(),
});
export type ImportMessage = z.infer<typeof importMessageSchema>;
