import type { MachineClientWithSecret } from '../../../../client/src/generated/types.gen.ts';
import { CopyField } from '../../../app/copy.tsx';
import { SecretDialog } from '../secret/secret-dialog.tsx';
import { TokenCode } from './token-code.tsx';
import { apiClientsWords } from './words.ts';

/** Shows the secret of a new client or a rotation, with code for getting a token. */
export function NewSecret({
  client,
  onClose,
}: {
  readonly client: MachineClientWithSecret;
  readonly onClose: () => void;
}) {
  const texts = apiClientsWords.texts();
  return (
    <SecretDialog
      title={client.rotatedAt === undefined ? texts.addDone : texts.rotateDone}
      label={texts.secret}
      secret={client.secret}
      before={
        <>
          <p class="strong">{client.name}</p>
          <CopyField label={texts.clientId} value={client.id} />
        </>
      }
      after={<TokenCode client={client} />}
      onClose={onClose}
    />
  );
}
