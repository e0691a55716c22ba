import { keepFocus } from './keep-focus.ts';
import type { Trouble } from './outcome.ts';
import type { Provider } from './sign-up-api.ts';
import { useTexts } from './texts-context.ts';
import { TroubleNote } from './trouble-note.tsx';
import { useCountdown } from './use-countdown.ts';

/** Buttons above the password for signing up with an identity provider. */
export function ProviderButtons({
  providers,
  leavingFor,
  trouble,
  disabled,
  onChoose,
}: {
  readonly providers: readonly Provider[];
  /** The provider that the browser is going to. */
  readonly leavingFor: Provider | undefined;
  readonly trouble: Trouble | undefined;
  readonly disabled: boolean;
  readonly onChoose: (provider: Provider) => void;
}) {
  const texts = useTexts();
  const left = useCountdown(trouble?.waitSeconds ?? 0);
  const blocked = disabled || leavingFor !== undefined || left > 0;
  return (
    <div class="providers" role="group" aria-labelledby="providers-title">
      <h2 class="confirm-title" id="providers-title">
        {texts.providers.title}
      </h2>
      {providers.map((provider) => (
        <button
          key={provider.name}
          class="button button-quiet button-wide"
          type="button"
          aria-disabled={blocked}
          onMouseDown={keepFocus}
          onClick={() => {
            if (!blocked) onChoose(provider);
          }}
        >
          {provider === leavingFor && <span class="spinner spinner-small" aria-hidden="true" />}
          {texts.providers.button(provider.label)}
        </button>
      ))}
      <div role="status">
        {leavingFor !== undefined && (
          <p class="sr-only">{texts.providers.leaving(leavingFor.label)}</p>
        )}
        {trouble !== undefined && (
          <TroubleNote trouble={trouble} sentences={texts.trouble[trouble.reason].next} />
        )}
      </div>
      <p class="divider">{texts.providers.orPassword}</p>
    </div>
  );
}
