import type { ComponentChildren } from 'preact';
import { useId } from 'preact/hooks';

/** A framed part of a page with a heading. */
export function Section({
  title,
  action,
  children,
}: {
  readonly title: string;
  /** A button next to the heading. */
  readonly action?: ComponentChildren;
  readonly children: ComponentChildren;
}) {
  const id = useId();
  return (
    <section class="panel" aria-labelledby={id}>
      <header class="section-head">
        <h2 id={id}>{title}</h2>
        {action}
      </header>
      {children}
    </section>
  );
}
