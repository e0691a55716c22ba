import { devNull } from 'node:os';
import { delimiter, join } from 'node:path';

import { projectRoot } from './paths.ts';

/** The only region: the emulator keeps the resources of each region apart. */
export const localRegion = 'eu-central-1';
export const localAccount = '000000000000';

/** The password of local administrators. Not a secret: the local AWS emulator accepts any credentials. */
export const localPassword = 'Welcome-to-foyer-1';

const credentials = { accessKeyId: 'test', secretAccessKey: 'test' };

/** Returns the settings of an SDK client for the local AWS emulator, which never reaches a real account. */
export function localClientConfig(endpoint: string) {
  return { endpoint, region: localRegion, credentials };
}

/**
 * Builds the environment for programs that `npm start` runs. It contains none of the developer's AWS variables and
 * files, so no program can reach a real account.
 */
export function childEnvironment(endpoint?: string): NodeJS.ProcessEnv {
  const inherited = Object.entries(process.env).filter(([name]) => !name.startsWith('AWS_'));
  return {
    ...Object.fromEntries(inherited),
    // First on PATH: the emulator runs functions with the `node` that it finds, which must be the one of package.json.
    PATH: [join(projectRoot, 'node_modules', '.bin'), process.env['PATH'] ?? ''].join(delimiter),
    NO_PROXY: '127.0.0.1,localhost',
    no_proxy: '127.0.0.1,localhost',
    AWS_CONFIG_FILE: devNull,
    AWS_SHARED_CREDENTIALS_FILE: devNull,
    AWS_EC2_METADATA_DISABLED: 'true',
    ...(endpoint === undefined
      ? {}
      : {
          AWS_ENDPOINT_URL: endpoint,
          AWS_ACCESS_KEY_ID: credentials.accessKeyId,
          AWS_SECRET_ACCESS_KEY: credentials.secretAccessKey,
          AWS_REGION: localRegion,
          AWS_DEFAULT_REGION: localRegion,
        }),
  };
}
