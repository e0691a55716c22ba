import type { ComponentChildren } from 'preact';
import { useEffect, useRef } from 'preact/hooks';

import type { Tenant } from '../../../client/src/generated/types.gen.ts';
import { initialsOf } from '../../app/display.tsx';
import { brandColors, paint } from '../../shared/brand.ts';

/** The color of pages if the company has none. */
export const NO_COLOR = '#1d4f49';

/** A small version of a page that invitees see, with the company's colors and logo. */
export function PageSample({
  tenant: { name, branding },
  label,
  children,
}: {
  readonly tenant: Pick<Tenant, 'name' | 'branding'>;
  readonly label: string;
  readonly children: ComponentChildren;
}) {
  const sample = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (sample.current === null) return;
    paint(brandColors(branding.color ?? NO_COLOR), sample.current);
  }, [branding.color]);
  return (
    <div ref={sample} class="page-sample" role="group" aria-label={label}>
      <p class="brand">
        {branding.logoUrl === undefined ? (
          <span class="brand-mark" aria-hidden="true">
            {initialsOf(name)}
          </span>
        ) : (
          <img class="brand-logo" src={branding.logoUrl} alt="" referrerpolicy="no-referrer" />
        )}
        <span class="brand-name">{name}</span>
      </p>
      {children}
    </div>
  );
}
