import { type ComponentChildren, createContext } from 'preact';
import { useContext, useEffect, useRef } from 'preact/hooks';

/** Parts that the frame gives every page: the title suffix and the primary button. */
export interface Frame {
  readonly name: string;
  readonly primary: ComponentChildren;
}

export const FrameContext = createContext<Frame>({ name: 'Foyer', primary: undefined });

let hasNavigated = false;

/** Notes a navigation, so that the next page moves the focus to its heading. */
export function noteNavigation(): void {
  hasNavigated = true;
}

/** A page with its heading and buttons. */
export function PageFrame({
  title,
  back,
  beside,
  actions,
  children,
}: {
  readonly title: string;
  /** Link to the parent page. */
  readonly back?: { readonly href: string; readonly label: string };
  /** Shown next to the heading, such as a state or a count. */
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
