import { useState } from 'preact/hooks';

import type { Tenant } from './tenant.ts';

/** The inviting company: its logo with the name, or the initial if there is no logo or it fails to load. */
export function TenantBadge({ tenant }: { readonly tenant: Tenant }) {
  const [broken, setBroken] = useState(false);
  const logo = broken ? undefined : safeLogo(tenant.branding.logoUrl);
  return (
    <div class="tenant">
      {logo === undefined ? (
        <span class="tenant-mark" aria-hidden="true">
          {initialOf(tenant.name)}
        </span>
      ) : (
        <span class="tenant-logo">
          {/* The name is next to it, so the image needs no alternative text. */}
          <img
            src={logo}
            alt=""
            referrerpolicy="no-referrer"
            onError={() => {
              setBroken(true);
            }}
          />
        </span>
      )}
      <span class="tenant-name">{tenant.name}</span>
    </div>
  );
}

function initialOf(name: string): string {
  return (/[\p{L}\p{N}]/u.exec(name)?.[0] ?? '·').toUpperCase();
}

function safeLogo(url: string | undefined): string | undefined {
  if (url === undefined) return undefined;
  return /^(https:|data:image\/|\/(?!\/))/i.test(url) ? url : undefined;
}
