import { useEffect } from 'preact/hooks';
import { useLocation } from 'preact-iso';
import { currentSession } from '../../app/api.ts';
import { settingsSections } from './sections.ts';

export { settingsWords as words } from './words.ts';

/** Leads to the first section that the role allows. */
export function Page() {
  const { route } = useLocation();
  useEffect(() => {
    const first = settingsSections.find(({ scope }) => currentSession().can(scope));
    if (first !== undefined) route(first.path, true);
  }, []);
  return null;
}
