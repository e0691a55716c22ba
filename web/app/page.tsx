import { createContext, type ComponentChildren } from 'preact';
import { useContext, useEffect, useRef } from 'preact/hooks';

/** Parts that the frame gives every page: the name at the end of titles, and the button on each page. */
export interface Frame {
  readonly name: string;
  readonly primary: ComponentChildren;
}

export const FrameContext = createContext<Frame>({ name: 'Foyer', primary: undefined });

let hasNavigated = false;

/** Tells the pages that follow that somebody went there: they take the focus to their heading. */
export function noteNavigation(): void {
  hasNavigated = true;
}

/** A page: its heading, its buttons, and what it shows. */
export function PageFrame({
  title,
  back,
  beside,
  actions,
  children,
}: {
  readonly title: string;
  /** The page that this one belongs to. */
  readonly back?: { readonly href: string; readonly label: string };
  /** Stands beside the heading: a state, a count. */
  readonly beside?: ComponentChildren;
  readonly actions?: ComponentChildren;
  readonly children: ComponentChildren;
}) {
  const { name, primary } = useContext(FrameContext);
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    document.title = `${title} · ${name}`;
  }, [title, name]);
  useEffect(() => {
    if (hasNavigated) heading.current?.focus();
  }, []);
  return (
    <>
      <header class="page-head">
        <div class="page-title">
          {back !== undefined && (
            <a class="back" href={back.href}>
              {back.label}
            </a>
          )}
          <h1 tabIndex={-1} ref={heading}>
            {title}
          </h1>
          {beside}
        </div>
        <div class="page-actions">
          {actions}
          {primary}
        </div>
      </header>
      {children}
    </>
  );
}
