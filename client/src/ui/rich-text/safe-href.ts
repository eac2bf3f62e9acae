import { limits } from '../../../../schema/limits.js';

const allowedSchemes = new Set(['http:', 'https:', 'mailto:']);

/**
 * The address of a link as it may stand in the page, or `null` when it may not.
 * Only http, https and mailto; relative addresses are refused, because a message is read in more than one place.
 */
export function safeHref(href: unknown): string | null {
  if (typeof href !== 'string' || href.length === 0 || href.length > limits.url) return null;
  const trimmed = href.trim();
  if (!/^[a-z][a-z0-9+.-]*:/i.test(trimmed)) return null;
  try {
    const url = new URL(trimmed);
    return allowedSchemes.has(url.protocol) ? url.href : null;
  } catch {
    return null;
  }
}

/** What someone typed in the link field, made into an address: `www.example.nl` becomes https, a mail address becomes mailto. */
export function hrefFromTyped(typed: string): string | null {
  const text = typed.trim();
  if (text === '' || /\s/.test(text)) return null;
  if (/^[^@:/]+@[^@:/]+\.[^@:/]+$/.test(text)) return safeHref(`mailto:${text}`);
  const direct = safeHref(text);
  if (direct !== null) return direct;
  return /^[^:/?#]+\.[^:/?#]+([/?#]|$)/.test(text) ? safeHref(`https://${text}`) : null;
}
