import { useState } from 'preact/hooks';

import { Dialog, DialogBody } from './dialog.tsx';
import { CheckField } from './form.tsx';
import { areShortcutsOn, turnShortcuts } from './shortcuts.ts';
import { appWords } from './words.ts';

/** Lists the shortcuts, and lets people turn them off. */
export function ShortcutsDialog({
  hasInvite,
  onClose,
}: {
  readonly hasInvite: boolean;
  readonly onClose: () => void;
}) {
  const texts = appWords.texts().keys;
  const [isOn, setOn] = useState(areShortcutsOn);
  const keys: readonly (readonly [string, string])[] = [
    ['/', texts.search],
    ...(hasInvite ? [['i', texts.invite] as const] : []),
    ['?', texts.help],
    ['Esc', texts.close],
  ];
  return (
    <Dialog title={texts.title} onClose={onClose}>
      <DialogBody>
        <dl class="keys">
          {keys.map(([key, text]) => (
            <div key={key}>
              <dt>{text}</dt>
              <dd>
                <kbd>{key}</kbd>
              </dd>
            </div>
          ))}
        </dl>
        <CheckField
          label={texts.use}
          checked={isOn}
          onChange={(checked) => {
            turnShortcuts(checked);
            setOn(checked);
          }}
        />
      </DialogBody>
    </Dialog>
  );
}
