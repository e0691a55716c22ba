import { readFile, rm, writeFile } from 'node:fs/promises';

import {
  AdminInitiateAuthCommand,
  CognitoIdentityProviderClient,
} from '@aws-sdk/client-cognito-identity-provider';
import * as z from 'zod';

import { localClientConfig } from './local-aws.ts';

const credentialsSchema = z.object({ email: z.string(), password: z.string() });
export type Credentials = z.infer<typeof credentialsSchema>;

const localAdministratorSchema = credentialsSchema.extend({ tenantId: z.string() });
export type LocalAdministrator = z.infer<typeof localAdministratorSchema>;

const outputsSchema = z.object({
  /** The base URL of the API without a trailing slash: append `/v1/…`. */
  apiUrl: z.string(),
  siteUrl: z.string(),
  /** The mailbox page. With `.json` appended, the emails as data. */
  mailboxUrl: z.string(),
  /** The issuer of the company login. Its only page is the sign-in page. */
  companyLoginUrl: z.string(),
  awsEndpoint: z.string(),
  region: z.string(),
  userPoolId: z.string(),
  webClientId: z.string(),
  tableName: z.string(),
  admin: localAdministratorSchema,
  otherAdmin: localAdministratorSchema,
});
/** The addresses, IDs, and administrators of a running local Foyer. */
export type LocalOutputs = z.infer<typeof outputsSchema>;

export const administratorNames = ['admin', 'otherAdmin'] as const;
export type AdministratorName = (typeof administratorNames)[number];

/** Writes the outputs, readable only by this user, because they contain passwords. */
export async function writeOutputs(path: string, outputs: LocalOutputs): Promise<void> {
  await rm(path, { force: true });
  await writeFile(path, `${JSON.stringify(outputs, null, 2)}\n`, { mode: 0o600 });
}

/** Reads the outputs of the running instance. Returns `undefined` if none is running. */
export async function readOutputs(path: string): Promise<LocalOutputs | undefined> {
  try {
    return outputsSchema.parse(JSON.parse(await readFile(path, 'utf8')));
  } catch {
    return undefined;
  }
}

/** Gets an access token for a local administrator. For its lifetime, see lib/identity.ts. */
export function accessTokenOf(outputs: LocalOutputs, name: AdministratorName): Promise<string> {
  return accessTokenFor(outputs, outputs[name]);
}

/** Gets an access token for a user. @throws Cognito's error if the password is wrong. */
export async function accessTokenFor(
  outputs: Pick<LocalOutputs, 'awsEndpoint' | 'userPoolId' | 'webClientId'>,
  { email, password }: Credentials,
): Promise<string> {
  const client = new CognitoIdentityProviderClient(localClientConfig(outputs.awsEndpoint));
  const { AuthenticationResult } = await client.send(
    new AdminInitiateAuthCommand({
      UserPoolId: outputs.userPoolId,
      ClientId: outputs.webClientId,
      AuthFlow: 'ADMIN_USER_PASSWORD_AUTH',
      AuthParameters: { USERNAME: email, PASSWORD: password },
    }),
  );
  const token = AuthenticationResult?.AccessToken;
  if (token === undefined) throw new Error(`Cognito returned no access token for ${email}.`);
  return token;
}
