import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { linkTarget } from "./link-target.ts";

describe("where links lead", () => {
  it.each<[address: string, href: string]>([
    ["https://example.org/a b", "https://example.org/a%20b"],
    ["HTTP://Example.org", "http://example.org/"],
    ["mailto:a@b.org", "mailto:a@b.org"],
    ["//example.org/x", "https://example.org/x"],
    ["\\\\example.org\\x", "https://example.org/x"],
    ["/\\example.org", "https://example.org/"],
  ])("elsewhere: %s", (address, href) => {
    expect(linkTarget(address)).toEqual({ href, elsewhere: true });
  });

  it.each([
    "#part",
    "?open=demo",
    "./demo.deldot.json",
    "demo.json",
    "/docs/",
    "a/b:c",
    "?a:b",
    "javascript",
  ])("within: %s", (address) => {
    expect(linkTarget(address)).toEqual({ href: address, elsewhere: false });
  });

  it.each([
    "",
    " ",
    "javascript:alert(1)",
    "JaVaScRiPt:alert(1)",
    " \u0001javascript:alert(1)",
    "java\nscript:alert(1)",
    "java\tscript\r:alert(1)",
    "javascript\u00a0:alert(1)",
    "data:text/html,<script>alert(1)</script>",
    "vbscript:msgbox(1)",
    "file:///etc/passwd",
    "blob:https://example.org/1",
    "filesystem:https://example.org/1",
    "about:blank",
    "view-source:https://example.org",
    "ws://example.org",
    "intent:x",
    "x:y",
    "http://",
    "https://[",
    "1:2",
  ])("nowhere: %j", (address) => {
    expect(linkTarget(address)).toBeNull();
  });

  it("never out of the origin where they stay, and only to the web and to e-mail where they do not", () => {
    const part = fc.constantFrom(
      ..."/\\:?#@.\t\n\u0000 %&;",
      "http",
      "https:",
      "javascript",
      "JAVASCRIPT:",
      "data:",
      "//",
      "evil.org",
      "mailto:",
    );
    const address = fc.oneof(
      fc.array(part, { maxLength: 10 }).map((parts) => parts.join("")),
      fc.string(),
    );
    fc.assert(
      fc.property(address, fc.constantFrom("http://localhost:81/a/b", "https://x.org/"), (text, base) => {
        const target = linkTarget(text);
        if (!target || !URL.canParse(target.href, base)) return;
        const url = new URL(target.href, base);
        if (target.elsewhere) expect(["http:", "https:", "mailto:"]).toContain(url.protocol);
        else expect(url.origin).toBe(new URL(base).origin);
        // What was allowed once is allowed as it was written then.
        expect(linkTarget(target.href)?.elsewhere).toBe(target.elsewhere);
      }),
      { numRuns: 3000 },
    );
  });
});
