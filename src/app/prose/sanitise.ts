import createPurifier, { type Config, type DOMPurify } from "dompurify";
import { attributes, elements, isAllowed } from "./allowed.ts";
import { linkTarget } from "./link-target.ts";

const config = {
  ALLOWED_TAGS: [...elements],
  ALLOWED_ATTR: [...attributes],
  ALLOW_ARIA_ATTR: false,
  ALLOW_DATA_ATTR: false,
  ALLOW_UNKNOWN_PROTOCOLS: false,
  // Nodes instead of text, so that nothing is parsed a second time, and differently.
  RETURN_DOM_FRAGMENT: true,
} as const satisfies Config;

let purifier: DOMPurify | null = null;

/**
 * HTML as nodes, holding nothing but the elements and attributes of `allowed.ts`, with values that pass its checks.
 * Whatever wrote the HTML need not be trusted.
 */
export function sanitise(html: string): DocumentFragment {
  purifier ??= strictPurifier();
  // Null where the browser makes a document without a body of it, as of frames.
  const fragment: DocumentFragment | null = purifier.sanitize(html, config);
  return fragment ?? document.createDocumentFragment();
}

function strictPurifier(): DOMPurify {
  // An instance of our own: hooks belong to the instance.
  const made = createPurifier(window);
  made.addHook("uponSanitizeAttribute", (element, data) => {
    data.keepAttr &&= isAllowed(element.localName, data.attrName, data.attrValue);
  });
  made.addHook("afterSanitizeAttributes", (element) => {
    if (element.localName !== "a") return;
    const target = linkTarget(element.getAttribute("href") ?? "");
    element.removeAttribute("target");
    element.removeAttribute("rel");
    if (!target) return;
    element.setAttribute("href", target.href);
    if (!target.elsewhere) return;
    element.setAttribute("target", "_blank");
    element.setAttribute("rel", "noopener noreferrer");
  });
  return made;
}
