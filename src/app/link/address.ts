/** How the page shows what is linked: as it is, or a part of another page. */
export type Showing = "page" | "embed";

/**
 * The address of a document: that of the page, absolute, with the document's fragment instead of its own. Embedded, `one` is
 * the id of the only cell that is shown; all are where it is empty.
 */
export function addressOf(page: string, fragment: string, showing: Showing = "page", one = ""): string {
  const address = new URL(page);
  address.search = showing === "embed" ? `?embed${one && `=${encodeURIComponent(one)}`}` : "";
  address.hash = fragment;
  return address.href;
}

/** HTML for another page that shows the document at an absolute address. */
export function embedCode(address: string, title: string): string {
  const source = attribute(new URL(address).href);
  return `<iframe src="${source}" title="${attribute(named(title))}" width="100%" height="540" style="border: 0" loading="lazy" allow="fullscreen"></iframe>`;
}

/** Markdown (CommonMark) that links to an absolute address under the title. */
export function markdownLink(address: string, title: string): string {
  // Parentheses end a destination unless they are balanced; in an address they may always be written so.
  const destination = new URL(address).href.replace(/[()]/g, (sign) => (sign === "(" ? "%28" : "%29"));
  // Not all readers take the escape of a bracket for one where a parenthesis follows.
  const text = named(title).replace(/[\\`*_[\]<>&~$|@]|:(?=\/\/)|(?<=\])\(/g, "\\$&");
  return `[${text}](${destination})`;
}

/** A title on one line. Control characters are white space. */
function named(title: string): string {
  return title.replace(/[\s\p{Control}]+/gu, " ").trim() || "Deldot";
}

function attribute(text: string): string {
  return text.replace(/[&<>"']/g, (sign) => `&#${sign.charCodeAt(0)};`);
}
