import type { StackOutputs } from '../operator/stack-outputs.ts';
import type { PageConfig } from '../web/page-config.ts';
import { localRegion } from './local-aws.ts';

/**
 * What the pages read from `/config.json`. The emulator serves the managed login at its own address, not at the domain
 * of the user pool, but its tokens name the issuer that Cognito would.
 */
export function pageConfigFor(endpoint: string, stack: StackOutputs): PageConfig {
  return {
    apiUrl: '',
    authority: stack.Issuer,
    authorizationEndpoint: `${endpoint}/oauth2/authorize`,
    tokenEndpoint: `${endpoint}/oauth2/token`,
    userInfoEndpoint: `${endpoint}/oauth2/userInfo`,
    endSessionEndpoint: `${endpoint}/logout`,
    // MiniStack has no `/oauth2/revoke`: a refresh token ends by itself there.
    clientId: stack.WebClientId,
    region: localRegion,
  };
}

/** The address of an HTTP API in the emulator, which has no names for them: the API's id is the first label. */
export function localApiUrl(endpoint: string, stack: Pick<StackOutputs, 'ApiUrl'>): string {
  // Not read as a URL: "<id>.execute-api.127.0.0.1", as the emulator says it, is not a valid one.
  const apiId = /^https?:\/\/([^./]+)\./.exec(stack.ApiUrl)?.[1];
  if (apiId === undefined) throw new Error(`The stack's ApiUrl names no API: ${stack.ApiUrl}`);
  return `${endpoint}/_aws/execute-api/${apiId}/$default`;
}
