import type { ComponentChildren } from 'preact';

import type { SectionName } from './texts.ts';
import { settingsWords } from './words.ts';

/** A section of the settings, with its heading, lead, and button. */
export function SettingsSection({
  section,
  lead,
  action,
  children,
}: {
  readonly section: SectionName;
  readonly lead: string;
  readonly action?: ComponentChildren;
  readonly children: ComponentChildren;
}) {
  return (
    <section class="part-of-page" aria-labelledby="section">
      <header class="section-head">
        <div>
          <h2 id="section">{settingsWords.texts().sections[section]}</h2>
          <p class="under">{lead}</p>
        </div>
        {action}
      </header>
      {children}
    </section>
  );
}
