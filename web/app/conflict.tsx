import { Dialog, DialogBody, DialogFoot } from './dialog.tsx';
import { appWords } from './words.ts';

/** A field that two people changed. */
export interface ConflictingField {
  readonly label: string;
  readonly yours: string;
  readonly theirs: string;
}

/**
 * Shows both versions of something that someone else changed while it was being edited, and lets the person choose one.
 * Only the differences are shown.
 */
export function ConflictDialog({
  fields,
  onKeepTheirs,
  onSaveYours,
  onClose,
}: {
  readonly fields: readonly ConflictingField[];
  readonly onKeepTheirs: () => void;
  /** Overwrites the saved version. */
  readonly onSaveYours: () => void;
  readonly onClose: () => void;
}) {
  const texts = appWords.texts().conflict;
  const different = fields.filter(({ yours, theirs }) => yours !== theirs);
  return (
    <Dialog title={texts.title} onClose={onClose}>
      <DialogBody>
        <p>{texts.lead}</p>
        <table class="table conflict">
          <thead>
            <tr>
              <td />
              <th scope="col">{texts.yours}</th>
              <th scope="col">{texts.theirs}</th>
            </tr>
          </thead>
          <tbody>
            {different.map(({ label, yours, theirs }) => (
              <tr key={label} class="row">
                <th scope="row">{label}</th>
                <td data-label={texts.yours}>{yours}</td>
                <td data-label={texts.theirs}>{theirs}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </DialogBody>
      <DialogFoot>
        <button class="button button-quiet" type="button" onClick={onKeepTheirs}>
          {texts.keepTheirs}
        </button>
        <button class="button" type="button" onClick={onSaveYours}>
          {texts.saveYours}
        </button>
      </DialogFoot>
    </Dialog>
  );
}
