import { getApiClient } from '../../../../client/src/generated/sdk.gen.ts';
import { call } from '../../../app/api.ts';
import { CopyField } from '../../../app/copy.tsx';
import { Dialog, DialogBody, DialogFoot } from '../../../app/dialog.tsx';
import { Facts, Loading, Time } from '../../../app/display.tsx';
import { ProblemNote } from '../../../app/problem.tsx';
import { useQuery } from '../../../app/query.ts';
import { apiClientMenu, type Asked } from './actions.tsx';
import { TokenCode } from './token-code.tsx';
import { apiClientsWords } from './words.ts';

/** An API client next to the list, with its scopes and code for getting a token. */
export function ApiClientDetails({
  id,
  ask,
  onClose,
}: {
  readonly id: string;
  /** Undefined for read-only roles. */
  readonly ask?: (asked: Asked) => void;
  readonly onClose: () => void;
}) {
  const texts = apiClientsWords.texts();
  const { data, error, refetch } = useQuery({
    key: ['api-clients', 'one', id],
    read: () => call(getApiClient({ path: { id } })),
  });
  return (
    <Dialog kind="drawer" title={data?.name ?? texts.client} onClose={onClose}>
      <DialogBody isRead>
        {data === undefined ? (
          error === null ? (
            <Loading />
          ) : (
            <ProblemNote failure={error} onRetry={() => void refetch()} />
          )
        ) : (
          <>
            <CopyField label={texts.clientId} value={data.id} />
            <h3>{texts.scopes}</h3>
            <ul class="results">
              {data.scopes.map((scope) => (
                <li key={scope}>
                  {texts.scopeTexts[scope]}
                  <span class="under">{scope}</span>
                </li>
              ))}
            </ul>
            <Facts
              facts={[
                [texts.created, <Time key="at" at={data.createdAt} />],
                [texts.createdBy, data.createdBy.name],
                [
                  texts.rotated,
                  data.rotatedAt === undefined ? (
                    texts.never
                  ) : (
                    <Time key="at" at={data.rotatedAt} />
                  ),
                ],
              ]}
            />
            <TokenCode client={data} />
          </>
        )}
      </DialogBody>
      {data !== undefined && ask !== undefined && (
        <DialogFoot>
          {apiClientMenu(data, ask).map(({ label, danger, onSelect }) => (
            <button
              key={label}
              class={danger === true ? 'button button-quiet button-warn' : 'button button-quiet'}
              type="button"
              onClick={onSelect}
            >
              {label}
            </button>
          ))}
        </DialogFoot>
      )}
    </Dialog>
  );
}
