import type { ComponentChildren } from 'preact';
import { currentSession } from '../../app/api.ts';
import { PageFrame } from '../../app/page.tsx';
import { settingsSections, type SettingsSection } from './sections.ts';
import { settingsWords } from './words.ts';

/** A section of the settings: its heading, what it is for, its button, and the way to the other sections. */
export function SettingsFrame({
  section,
  lead,
  action,
  children,
}: {
  readonly section: SettingsSection['name'];
  readonly lead: string;
  readonly action?: ComponentChildren;
  readonly children: ComponentChildren;
}) {
  const texts = settingsWords.texts();
  const allowed = settingsSections.filter(({ scope }) => currentSession().can(scope));
  return (
    <PageFrame title={texts.title}>
      {allowed.length > 1 && (
        <nav class="tabs" aria-label={texts.title}>
          {allowed.map(({ name, path }) => (
            <a
              key={name}
              class="tab"
              href={path}
              aria-current={name === section ? 'page' : undefined}
            >
              {texts.sections[name]}
            </a>
          ))}
        </nav>
      )}
      <section class="part-of-page" aria-labelledby="section">
        <header class="section-head">
          <div>
            <h2 id="section">{texts.sections[section]}</h2>
            <p class="under">{lead}</p>
          </div>
          {action}
        </header>
        {children}
      </section>
    </PageFrame>
  );
}
