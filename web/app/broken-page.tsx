import { Component, type ComponentChildren } from 'preact';

import { AlertIcon } from '../shared/icons.tsx';
import { EmptyState } from './display.tsx';
import { appWords } from './words.ts';

/** Replaces a page that could not be loaded or rendered. */
export function BrokenPage() {
  const texts = appWords.texts().shell;
  return (
    <div class="panel">
      <EmptyState icon={<AlertIcon />} title={texts.brokenTitle}>
        <p>{texts.broken}</p>
        <button
          class="button"
          type="button"
          onClick={() => {
            window.location.reload();
          }}
        >
          {texts.reload}
        </button>
      </EmptyState>
    </div>
  );
}

/** An error boundary that shows {@link BrokenPage}, so that the navigation keeps working. A new `path` resets it. */
export class Fallback extends Component<
  { readonly path: string; readonly children: ComponentChildren },
  { readonly brokenAt: string | undefined }
> {
  override state: { readonly brokenAt: string | undefined } = { brokenAt: undefined };

  override componentDidCatch(): void {
    this.setState({ brokenAt: this.props.path });
  }

  override render() {
    return this.state.brokenAt === this.props.path ? <BrokenPage /> : this.props.children;
  }
}
