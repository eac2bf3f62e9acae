import type { ReactNode } from 'react';
import { safeHref } from '../../ui/rich-text/safe-href.js';

/** A link that somebody typed: followed only when it is a web address, beside Kring and without telling where it came from. */
export function SafeLink({ href, children }: { href: string; children: ReactNode }) {
  const safe = safeHref(href);
  if (!safe) return <span>{href}</span>;
  return (
    <a href={safe} target="_blank" rel="noreferrer noopener">
      {children}
    </a>
  );
}
