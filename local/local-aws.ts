import { devNull } from 'node:os';
import { delimiter, join } from 'node:path';
import { projectRoot } from './places.ts';

/** Everything local lives in one region: the emulator keeps regions apart. */
export const localRegion = 'eu-central-1';
export const localAccount = '000000000000';

const credentials = { accessKeyId: 'test', secretAccessKey: 'test' };

/** What an SDK client needs to talk to the local AWS, and to nothing else. */
export function localClientConfig(endpoint: string) {
  return { endpoint, region: localRegion, credentials };
}

/**
 * The environment for the programs that `npm start` runs. No setting of the developer's own AWS access is handed on,
 * neither variables nor files, so nothing started here can reach a real account.
 */
export function childEnvironment(endpoint?: string): NodeJS.ProcessEnv {
  const inherited = Object.entries(process.env).filter(([name]) => !name.startsWith('AWS_'));
  return {
    ...Object.fromEntries(inherited),
    // First on PATH: the emulator runs functions with the `node` it finds there, which must be the one of package.json.
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
