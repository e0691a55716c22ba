import { CreateSecretCommand, SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { randomBytes } from 'node:crypto';
import { localClientConfig } from '../local-aws.ts';
import { companyIssuer, startCompanyLogin } from './server.ts';

/** A provider as `identityProviders` of the configuration has it (see lib/provider-config.ts). */
export type OfferedProvider = Readonly<Record<string, string>>;

/** What the stack must know of the running company login. */
export interface OfferedLogin {
  readonly provider: OfferedProvider;
  close(): Promise<void>;
}

const CLIENT_ID = 'foyer';

/** Starts the company login for the user pool of a local AWS, and leaves it a secret, as a platform team does on AWS. */
export async function offerCompanyLogin(port: number, endpoint: string): Promise<OfferedLogin> {
  const clientSecret = randomBytes(24).toString('hex');
  const secrets = new SecretsManagerClient(localClientConfig(endpoint));
  const { ARN: clientSecretArn } = await secrets.send(
    new CreateSecretCommand({ Name: 'company-login', SecretString: clientSecret }),
  );
  if (clientSecretArn === undefined) throw new Error('Secrets Manager named no secret.');
  const redirectUri = `${endpoint}/oauth2/idpresponse`;
  const login = await startCompanyLogin({
    ...{ port, clientId: CLIENT_ID, clientSecret, redirectUri },
  });
  const provider = {
    type: 'oidc',
    name: 'company',
    label: 'Company login',
    issuer: companyIssuer(port),
    clientId: CLIENT_ID,
    clientSecretArn,
  };
  return { provider, close: () => login.close() };
}
