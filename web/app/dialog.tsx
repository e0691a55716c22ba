/** Dialogs built on the native `<dialog>`, which traps the focus and closes on Escape. */
import type { ComponentChildren, RefObject, TargetedEvent } from 'preact';
import { useId, useLayoutEffect, useRef } from 'preact/hooks';

import { CloseIcon } from '../shared/icons.tsx';
import { ProblemNote } from './problem.tsx';
import type { Action } from './query.ts';
import { appWords } from './words.ts';

/** Shows a dialog while it is rendered. `drawer` slides in from the side, for details next to a list. */
export function Dialog({
  title,
  heading = title,
  kind = 'box',
  onClose,
  children,
}: {
  readonly title: string;
  /** The rendered title, if it is more than text. */
  readonly heading?: ComponentChildren;
  readonly kind?: 'box' | 'wide' | 'drawer';
  readonly onClose: () => void;
  readonly children: ComponentChildren;
}) {
  const id = useId();
  const dialog = useModal();
  return (
    <dialog
      ref={dialog}
      class={`dialog dialog-${kind}`}
      aria-labelledby={id}
      onCancel={(event) => {
        event.preventDefault();
        onClose();
      }}
      onClose={({ currentTarget }: TargetedEvent<HTMLDialogElement>) => {
        // A second Escape in a row would close it anyway, although `onClose` decides whether it closes.
        if (!currentTarget.isConnected) return;
        currentTarget.showModal();
        onClose();
      }}
      onMouseDown={(event: TargetedEvent<HTMLDialogElement, MouseEvent>) => {
        // A click outside closes a drawer, so that the list stays usable. A form must not be lost to a stray click.
        if (kind === 'drawer' && event.target === event.currentTarget) onClose();
      }}
    >
      <div class="dialog-frame">
        <header class="dialog-head">
          <h2 id={id} tabIndex={-1}>
            {heading}
          </h2>
          <button
            class="icon-button"
            type="button"
            aria-label={appWords.texts().dialog.close}
            onClick={onClose}
          >
            <CloseIcon />
          </button>
        </header>
        {children}
      </div>
    </dialog>
  );
}

function useModal(): RefObject<HTMLDialogElement | null> {
  const dialog = useRef<HTMLDialogElement>(null);
  useLayoutEffect(() => {
    const opener = document.activeElement;
    const shown = dialog.current;
    shown?.showModal();
    return () => {
      // Close first: nothing behind an open dialog can take the focus.
      shown?.close();
      if (opener instanceof HTMLElement && opener.isConnected) opener.focus();
    };
  }, []);
  return dialog;
}

/** The scrolling part of a dialog, which the keyboard can scroll even if nothing in it is focusable. */
export function DialogBody({
  isRead = false,
  children,
}: {
  readonly isRead?: boolean;
  readonly children: ComponentChildren;
}) {
  return (
    <div class="dialog-body" {...(isRead && { tabIndex: 0 })}>
      {children}
    </div>
  );
}

/** The buttons of a dialog, with the main action last. */
export function DialogFoot({ children }: { readonly children: ComponentChildren }) {
  return <footer class="dialog-foot">{children}</footer>;
}

/** Asks for confirmation before something irreversible. `action` is what the button does. */
export function ConfirmDialog({
  title,
  confirm,
  danger = false,
  action,
  onClose,
  children,
}: {
  readonly title: string;
  /** The button's label: the verb of the title. */
  readonly confirm: string;
  readonly danger?: boolean;
  readonly action: Action<readonly []>;
  readonly onClose: () => void;
  readonly children: ComponentChildren;
}) {
  return (
    <Dialog title={title} onClose={onClose}>
      <DialogBody>
        {children}
        <ProblemNote failure={action.failure} />
      </DialogBody>
      <DialogFoot>
        <button class="button button-quiet" type="button" onClick={onClose}>
          {appWords.texts().dialog.cancel}
        </button>
        <BusyButton
          class={danger ? 'button button-danger' : 'button'}
          isBusy={action.isBusy}
          onClick={action.run}
        >
          {confirm}
        </BusyButton>
      </DialogFoot>
    </Dialog>
  );
}

/** A button that shows when it is busy. It is never disabled, so that it keeps the focus. */
export function BusyButton({
  class: look = 'button',
  type = 'button',
  isBusy,
  onClick,
  children,
}: {
  readonly class?: string;
  readonly type?: 'button' | 'submit';
  readonly isBusy: boolean;
  readonly onClick?: () => void;
  readonly children: ComponentChildren;
}) {
  return (
    <button
      class={look}
      type={type}
      aria-disabled={isBusy}
      onClick={() => {
        if (!isBusy) onClick?.();
      }}
    >
      {isBusy && <span class="spinner spinner-small" aria-hidden="true" />}
      {children}
    </button>
  );
}
