/** Where a link leads: within this origin, in the same window, or elsewhere, in another one. */
export interface LinkTarget {
  readonly href: string;
  readonly elsewhere: boolean;
}

const schemes: ReadonlySet<string> = new Set(["http:", "https:", "mailto:"]);

/**
 * The address as a link may have it: http, https and mailto lead elsewhere; fragments, queries and relative paths stay.
 * null for every other scheme, and for what is no address.
 */
export function linkTarget(address: string): LinkTarget | null {
  // As browsers do before they look for the scheme.
  const href = address
    .replace(/[\t\n\r]/g, "")
    .replace(/^[\p{Cc} ]+/u, "")
    .trimEnd();
  if (!href) return null;
  // Two slashes, either way they lean, name another host.
  const hasScheme = /^[^/?#]*?:/.test(href);
  if (!hasScheme && !/^[/\\]{2}/.test(href)) return { href, elsewhere: false };
  try {
    const url = new URL(hasScheme ? href : `https:${href.replaceAll("\\", "/")}`);
    return schemes.has(url.protocol) ? { href: url.href, elsewhere: true } : null;
  } catch {
    return null;
  }
}
