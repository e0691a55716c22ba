/** Mails of an import wait in a queue of their own, so that ten thousand of them delay nobody's single one. */
export const MAIL_LANES = ['single', 'bulk'] as const;
export type MailLane = (typeof MAIL_LANES)[number];

/** In which lane the mails of an invitation wait. */
export function laneOf({ importId }: { readonly importId?: string | undefined }): MailLane {
  return importId === undefined ? 'single' : 'bulk';
}
