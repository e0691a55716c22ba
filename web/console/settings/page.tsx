import { useEffect, useRef } from 'preact/hooks';
import { ErrorBoundary, useLocation } from 'preact-iso';

import { currentSession } from '../../app/api.ts';
import { PageFrame } from '../../app/page.tsx';
import { sections, SETTINGS } from './sections.ts';
import { settingsWords } from './words.ts';

export { settingsWords as words } from './words.ts';

/** The settings: a list of sections, and the section in the URL or, by default, the first that the role allows. */
export function Page() {
  const texts = settingsWords.texts();
  const { path, route } = useLocation();
  const list = useRef<HTMLElement>(null);
  const allowed = sections.filter(({ scope }) => currentSession().can(scope));
  const here = allowed.find((section) => path === SETTINGS + section.path);
  useEffect(() => {
    const [first] = allowed;
    // If the path is a different one, the next page is still loading.
    if (here === undefined && first !== undefined && path.startsWith(SETTINGS))
      route(SETTINGS + first.path, true);
    list.current?.querySelector('[aria-current]')?.scrollIntoView({ block: 'nearest' });
  }, [path]);
  return (
    <PageFrame title={texts.title}>
      <div class="settings">
        <nav ref={list} class="settings-list" aria-label={texts.title}>
          {allowed.map((section) => (
            <a
              key={section.name}
              class="settings-link"
              href={SETTINGS + section.path}
              aria-current={section === here ? 'page' : undefined}
              onPointerEnter={() => void section.page.preload()}
            >
              {texts.sections[section.name]}
            </a>
          ))}
        </nav>
        {here !== undefined && (
          <ErrorBoundary key={here.name}>
            <here.page />
          </ErrorBoundary>
        )}
      </div>
    </PageFrame>
  );
}
