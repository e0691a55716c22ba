import { client as apiClient } from '../../../../client/src/generated/client.gen.ts';
import type { MachineClient } from '../../../../client/src/generated/types.gen.ts';
import { tokenEndpoint } from '../../../app/api.ts';
import { CopyBlock } from '../../../app/copy.tsx';
import { shellCode, typescriptCode } from './client-form.ts';
import { apiClientsWords } from './words.ts';

/** Sample code for getting a token from this installation's token endpoint. */
export function TokenCode({ client }: { readonly client: Pick<MachineClient, 'id' | 'scopes'> }) {
  const texts = apiClientsWords.texts();
  const endpoints = {
    apiUrl: apiClient.getConfig().baseUrl ?? window.location.origin,
    tokenUrl: tokenEndpoint,
  };
  return (
    <details class="more">
      <summary>{texts.tokenTitle}</summary>
      <div class="fields">
        <p class="under">{texts.tokenText}</p>
        <CopyBlock label={texts.shell} value={shellCode(client, endpoints)} />
        <CopyBlock label={texts.typescript} value={typescriptCode(client, endpoints)} />
      </div>
    </details>
  );
}
