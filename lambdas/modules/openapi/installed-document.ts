import { readFileSync } from 'node:fs';

import type { OpenApiDocument } from './document.ts';

const DOCUMENT = new URL('../../../docs/openapi.json', import.meta.url);

/** The addresses of one installation. */
export interface Installed {
  /** The origin that serves the pages and the API. */
  readonly siteUrl: string;
  readonly authorizationEndpoint: string;
  readonly tokenEndpoint: string;
}

/** Returns the API document with the addresses of one installation, which serves this copy at `/openapi.json`. */
export function installedDocument({
  siteUrl,
  authorizationEndpoint,
  tokenEndpoint,
}: Installed): OpenApiDocument {
  const document = JSON.parse(readFileSync(DOCUMENT, 'utf8')) as OpenApiDocument;
  const { cognito } = document.components.securitySchemes;
  const { authorizationCode, clientCredentials } = cognito.flows;
  return {
    ...document,
    servers: [{ url: siteUrl, description: 'This installation.' }],
    components: {
      ...document.components,
      securitySchemes: {
        cognito: {
          ...cognito,
          flows: {
            authorizationCode: {
              ...authorizationCode,
              authorizationUrl: authorizationEndpoint,
              tokenUrl: tokenEndpoint,
            },
            clientCredentials: { ...clientCredentials, tokenUrl: tokenEndpoint },
          },
        },
      },
    },
  };
}
