/** Menus built on native popovers, which close on Escape and on a click outside. */
import type { ComponentChildren } from 'preact';
import { useLayoutEffect, useRef, useState } from 'preact/hooks';

/** A menu item. */
export interface MenuItem {
  readonly label: string;
  readonly onSelect: () => void;
  /** Explains why the item is disabled. Items without a reason are hidden instead. */
  readonly disabledBecause?: string | undefined;
  readonly danger?: boolean;
}

/** A button with a menu, by default the ⋯ button of a row. The items are created when it opens. */
export function Menu({
  label,
  items,
  look = 'icon-button',
  // A character, not an icon: a table has hundreds of them.
  children = '⋯',
}: {
  readonly label: string;
  readonly items: () => readonly MenuItem[];
  readonly look?: string;
  readonly children?: ComponentChildren;
}) {
  const [isOpen, setOpen] = useState(false);
  const button = useRef<HTMLButtonElement>(null);
  return (
    <>
      <button
        ref={button}
        class={look}
        type="button"
        aria-label={label}
        aria-haspopup="menu"
        aria-expanded={isOpen}
        onClick={() => {
          setOpen(!isOpen);
        }}
        onKeyDown={(event) => {
          if (event.key !== 'ArrowDown') return;
          event.preventDefault();
          setOpen(true);
        }}
      >
        {children}
      </button>
      {isOpen && (
        <MenuList
          label={label}
          items={items()}
          anchor={button}
          onClose={() => {
            setOpen(false);
          }}
        />
      )}
    </>
  );
}

function MenuList({
  label,
  items,
  anchor,
  onClose,
}: {
  readonly label: string;
  readonly items: readonly MenuItem[];
  readonly anchor: { readonly current: HTMLElement | null };
  readonly onClose: () => void;
}) {
  const list = useAnchored(anchor, onClose);
  return (
    <div
      ref={list}
      class="menu"
      popover="auto"
      role="menu"
      aria-label={label}
      onKeyDown={(event) => {
        if (event.key === 'Tab') onClose();
        else moveFocus(event, '[role="menuitem"]');
      }}
    >
      {items.map((item) => (
        <button
          key={item.label}
          class={item.danger === true ? 'menu-item menu-item-danger' : 'menu-item'}
          type="button"
          role="menuitem"
          tabIndex={-1}
          aria-disabled={item.disabledBecause !== undefined}
          onClick={() => {
            if (item.disabledBecause !== undefined) return;
            onClose();
            anchor.current?.focus();
            item.onSelect();
          }}
        >
          {item.label}
          {item.disabledBecause !== undefined && (
            <span class="menu-reason">{item.disabledBecause}</span>
          )}
        </button>
      ))}
    </div>
  );
}

/** Shows a popover at its button while it is rendered, on the side with room, and focuses its first item. */
export function useAnchored(
  anchor: { readonly current: HTMLElement | null },
  onClose: () => void,
): { current: HTMLDivElement | null } {
  const popover = useRef<HTMLDivElement>(null);
  // Synchronously, so that the next key press reaches it.
  useLayoutEffect(() => {
    const shown = popover.current;
    const button = anchor.current;
    if (shown === null || button === null) return;
    shown.showPopover();
    place(shown, button);
    shown.querySelector<HTMLElement>('[role^="menuitem"], button, select')?.focus();
    const closed = (event: ToggleEvent): void => {
      if (event.newState !== 'closed') return;
      // The browser has closed it: restore the focus unless the person clicked elsewhere.
      if (document.activeElement === document.body) button.focus();
      onClose();
    };
    shown.addEventListener('toggle', closed);
    window.addEventListener('resize', onClose);
    return () => {
      shown.removeEventListener('toggle', closed);
      window.removeEventListener('resize', onClose);
    };
  }, []);
  return popover;
}

const GAP = 4;

/** Positions it through the CSSOM, which a strict `style-src` allows. */
function place(popover: HTMLElement, button: HTMLElement): void {
  const { top, bottom, right, left } = button.getBoundingClientRect();
  const { width, height } = popover.getBoundingClientRect();
  const isLow = bottom + GAP + height > window.innerHeight && top > height;
  popover.style.top = `${isLow ? top - GAP - height : bottom + GAP}px`;
  const start = right - width > GAP ? right - width : left;
  popover.style.left = `${Math.max(GAP, Math.min(start, window.innerWidth - width - GAP))}px`;
}

/** Moves the focus with the arrow keys, as the ARIA Authoring Practices require for menus and tabs. */
export function moveFocus(event: KeyboardEvent, selector: string): void {
  const { currentTarget, key } = event;
  if (!(currentTarget instanceof HTMLElement)) return;
  const all = [...currentTarget.querySelectorAll<HTMLElement>(selector)];
  const at = all.findIndex((one) => one === document.activeElement);
  const next = nextIndex(key, at, all.length);
  if (next === undefined) return;
  event.preventDefault();
  all[next]?.focus();
}

function nextIndex(key: string, at: number, count: number): number | undefined {
  switch (key) {
    case 'ArrowDown':
    case 'ArrowRight':
      return (at + 1) % count;
    case 'ArrowUp':
    case 'ArrowLeft':
      return (at - 1 + count) % count;
    case 'Home':
      return 0;
    case 'End':
      return count - 1;
    default:
      return undefined;
  }
}
