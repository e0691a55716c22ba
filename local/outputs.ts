import { readFile, rm, writeFile } from 'node:fs/promises';
import * as z from 'zod';

const signInSchema = z.object({ email: z.string(), password: z.string(), tenantId: z.string() });

const outputsSchema = z.object({
  /** Base of the API, without a slash at the end: `/v1/…` is appended to it. */
  apiUrl: z.string(),
  siteUrl: z.string(),
  /** The mailbox page; with `.json` appended, the mails as data. */
  mailboxUrl: z.string(),
  /** The issuer of the company login: a page only for whoever comes to sign in. */
  companyLoginUrl: z.string(),
  awsEndpoint: z.string(),
  region: z.string(),
  userPoolId: z.string(),
  webClientId: z.string(),
  tableName: z.string(),
  admin: signInSchema,
  otherAdmin: signInSchema,
});
/** Where everything of a running local Foyer is. */
export type LocalOutputs = z.infer<typeof outputsSchema>;
export type SignIn = z.infer<typeof signInSchema>;

/** The administrators that a local Foyer has. */
export const administratorNames = ['admin', 'otherAdmin'] as const;
export type AdministratorName = (typeof administratorNames)[number];

/** Writes the outputs so that only this user can read them: they hold passwords. */
export async function writeOutputs(path: string, outputs: LocalOutputs): Promise<void> {
  await rm(path, { force: true });
  await writeFile(path, `${JSON.stringify(outputs, null, 2)}\n`, { mode: 0o600 });
}

/** The outputs of the running instance; nothing when none is running. */
export async function readOutputs(path: string): Promise<LocalOutputs | undefined> {
  try {
    return outputsSchema.parse(JSON.parse(await readFile(path, 'utf8')));
  } catch {
    return undefined;
  }
}
