import { useRef, useState } from 'preact/hooks';

import { LANGUAGES } from '../../lambdas/modules/platform/locale.ts';
import { ChevronIcon } from '../shared/icons.tsx';
import { LANGUAGE_NAMES } from '../shared/locale.ts';
import { currentSession, pageConfig } from './api.ts';
import { initialsOf } from './display.tsx';
import { SelectField } from './form.tsx';
import { useAnchored } from './menu.tsx';
import type { Base } from './session.ts';
import { chooseTheme, chosenTheme, THEMES } from './theme.ts';
import { appWords, chooseLanguage, pageLanguage } from './words.ts';

/** The signed-in person's menu: language, appearance, sign-in methods, shortcuts, and sign-out. */
export function ProfileMenu({
  base,
  onHelp,
}: {
  readonly base: Base;
  readonly onHelp: () => void;
}) {
  const [isOpen, setOpen] = useState(false);
  const button = useRef<HTMLButtonElement>(null);
  const { email, claims } = currentSession();
  const name = claims.name ?? email;
  const close = (): void => {
    setOpen(false);
  };
  return (
    <>
      <button
        ref={button}
        class="profile-button"
        type="button"
        aria-label={appWords.texts().shell.profile(name)}
        aria-haspopup="dialog"
        aria-expanded={isOpen}
        onClick={() => {
          setOpen(!isOpen);
        }}
      >
        <span class="avatar" aria-hidden="true">
          {initialsOf(name)}
        </span>
        <span class="profile-name">{name}</span>
        <ChevronIcon />
      </button>
      {isOpen && <ProfilePanel base={base} anchor={button} onClose={close} onHelp={onHelp} />}
    </>
  );
}

function ProfilePanel({
  base,
  anchor,
  onClose,
  onHelp,
}: {
  readonly base: Base;
  readonly anchor: { readonly current: HTMLElement | null };
  readonly onClose: () => void;
  readonly onHelp: () => void;
}) {
  const texts = appWords.texts().shell;
  const session = currentSession();
  const panel = useAnchored(anchor, onClose);
  const [theme, setTheme] = useState(chosenTheme());
  return (
    <div
      ref={panel}
      class="menu profile-panel"
      popover="auto"
      role="dialog"
      aria-label={session.claims.name ?? session.email}
    >
      <p class="profile-who">
        <span>{texts.signedInAs}</span>
        {session.email}
      </p>
      <SelectField
        label={texts.language}
        value={pageLanguage()}
        choices={LANGUAGES.map((value) => ({ value, label: LANGUAGE_NAMES[value] }))}
        onChange={chooseLanguage}
      />
      <SelectField
        label={texts.theme}
        value={theme}
        choices={THEMES.map((value) => ({ value, label: texts.themes[value] }))}
        onChange={(chosen) => {
          chooseTheme(chosen);
          setTheme(chosen);
        }}
      />
      <div class="profile-actions">
        {pageConfig?.securityClientId !== undefined && (
          <a class="menu-item" href={`${base}/security`} onClick={onClose}>
            {texts.security}
          </a>
        )}
        <button
          class="menu-item"
          type="button"
          onClick={() => {
            onClose();
            onHelp();
          }}
        >
          {texts.shortcuts}
        </button>
        <button class="menu-item" type="button" onClick={() => void session.signOut()}>
          {texts.signOut}
        </button>
      </div>
    </div>
  );
}
