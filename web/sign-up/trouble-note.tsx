import { AlertIcon } from '../shared/icons.tsx';
import type { Trouble } from './outcome.ts';
import { useTexts } from './texts-context.ts';

/** A temporary failure shown within the page, with advice. */
export function TroubleNote({
  trouble,
  sentences,
}: {
  readonly trouble: Trouble;
  /** Sentences below the title. */
  readonly sentences: readonly string[];
}) {
  const texts = useTexts();
  return (
    <div class="trouble">
      <AlertIcon />
      <div>
        <p class="trouble-title">{texts.trouble[trouble.reason].title}</p>
        <p>{sentences.join(texts.space)}</p>
        {trouble.requestId !== undefined && (
          <p class="reference">{texts.reference(trouble.requestId)}</p>
        )}
      </div>
    </div>
  );
}
