import type { Page } from "@playwright/test";
import type { Described, ProsePage } from "./pages/prose.tsx";
import { violations } from "./support/axe.ts";
import { expect, test } from "./support/fixtures.ts";
import { hostileTexts } from "./support/hostile-texts.ts";
import { served } from "./support/served.ts";

type Globals = { prosePage: ProsePage; ran?: unknown };

/** Everything a text may be made of, written out once more: the sanitiser's own table is what is tested. */
const html =
  "a blockquote br code del details div em h2 h3 h4 h5 h6 hr kbd li ol p pre strong sub summary sup table tbody td th thead tr ul";
const math =
  "math menclose mfrac mi mn mo mover mpadded mphantom mroot mrow mspace msqrt mstyle msub msubsup msup mtable mtd mtext mtr munder munderover";
const elements = new Set([...html.split(" "), ...math.split(" ").map((name) => `m:${name}`)]);
const attributes: Readonly<Record<string, RegExp>> = {
  "a href": /^(?:https?:\/\/|mailto:)|^(?!\/\/)[^:\\]*$|^[^:\\]*[/?#]/,
  "a rel": /^noopener noreferrer$/,
  "a target": /^_blank$/,
  "a title": /./,
  "code class": /^broken$/,
  "code title": /./,
  "details open": /^$/,
  "div class": /^scrolled$/,
  "ol start": /^\d+$/,
  "td align": /^(left|center|right)$/,
  "th align": /^(left|center|right)$/,
  "m:math display": /^block$/,
  "m:mtd class": /^(?:start|end|close-start|close-end|ruled-end|ruled-below| )+$/,
};
/** Of MathML's elements: words, lengths and colours, in which no address can stand. */
const mathAttribute =
  /^(?:accent|accentunder|column(?:align|lines|spacing)|depth|displaystyle|fence|form|height|largeop|linethickness|lspace|math(?:background|color|size|variant)|maxsize|minsize|movablelimits|notation|rowlines|rspace|scriptlevel|separator|stretchy|symmetric|voffset|width)=[a-z0-9 .%#+-]*$/i;

/** What stands on the page and is not to be there. */
function strangers({ elements: found }: Described): string[] {
  return found.flatMap(({ name, attributes: own }) => [
    ...(elements.has(name) ? [] : [name]),
    ...own
      .filter(([attribute, value]) => !(attributes[`${name} ${attribute}`]?.test(value) ?? false))
      .filter(([attribute, value]) => !(name.startsWith("m:") && mathAttribute.test(`${attribute}=${value}`)))
      .map(([attribute, value]) => `${name} ${attribute}=${value}`),
  ]);
}

/** Everything in one stroke of the page's clock and one after, so that what is late has its time. */
function inPage<Result>(
  page: Page,
  how: "sanitised" | "rendered",
  texts: readonly string[],
): Promise<Result[]> {
  return page.evaluate(
    async ([how, texts]) => {
      const { prosePage } = globalThis as unknown as Globals;
      const described: unknown[] = [];
      for (const text of texts) described.push(await prosePage[how](text));
      await new Promise((resolve) => setTimeout(resolve, 300));
      return described as never[];
    },
    [how, texts] as const,
  );
}

for (const how of ["sanitised", "rendered"] as const) {
  test.describe(`hostile texts, ${how}`, () => {
    // Where HTML comes to the sanitiser as it is, the policy speaks up about what is parsed, though nothing would run there.
    test.use({
      allowedProblems:
        how === "sanitised"
          ? [/^(?:(?:script|style)-src-(?:attr|elem) inline|base-uri) |Content Security Policy/]
          : [],
    });

    test("leave nothing behind that they must not", async ({ page, baseURL }) => {
      expect(new Set(hostileTexts).size).toBeGreaterThan(400);
      await served(page, "prose.tsx", baseURL);
      // What sets them is there before anything is counted.
      await inPage(page, how, ["*a* $x$"]);
      const asked: string[] = [];
      page.on("request", (request) => asked.push(request.url()));
      const before = await page.evaluate(() => [
        Object.getOwnPropertyNames(Object.prototype).length,
        Object.keys(document).length,
        location.href,
      ]);
      const begun = Date.now();
      const described = await inPage<Described>(page, how, hostileTexts);
      expect(Date.now() - begun, "milliseconds for all").toBeLessThan(60_000);
      expect(described.length).toBe(hostileTexts.length);
      const left = described.map((found, k) => ({ text: hostileTexts[k], strangers: strangers(found) }));
      expect(left.filter(({ strangers }) => strangers.length > 0)).toEqual([]);
      expect(await page.evaluate(() => (globalThis as unknown as Globals).ran)).toBeUndefined();
      expect(asked).toEqual([]);
      expect(
        await page.evaluate(() => [
          Object.getOwnPropertyNames(Object.prototype).length,
          Object.keys(document).length,
          location.href,
        ]),
      ).toEqual(before);
      // Nothing took the place of what is found by name, and links stay where they are or lead to another window.
      const links = await page.evaluate(() =>
        [...document.querySelectorAll<HTMLAnchorElement>("section a[href]")].map((link) => ({
          protocol: link.protocol,
          isOwn: link.origin === location.origin,
          safe: link.target === "_blank" && link.rel === "noopener noreferrer",
        })),
      );
      expect(links.length).toBeGreaterThan(5);
      for (const { protocol, isOwn, safe } of links) {
        expect(["http:", "https:", "mailto:"]).toContain(protocol);
        expect(isOwn || safe).toBe(true);
      }
      expect(await page.locator("section :is([id], [name], [style], [tabindex])").count()).toBe(0);
    });
  });
}

test("without the sanitiser hostile texts leave plenty behind", async ({ page }) => {
  // Inert, where nothing runs or is fetched.
  const count = await page.evaluate(
    (texts) =>
      texts.filter((text) => {
        const parsed = new DOMParser().parseFromString(text.replaceAll("style=", "st="), "text/html");
        return parsed.querySelector(
          "script, iframe, object, embed, svg, img, form, style, [onerror], [onload]",
        );
      }).length,
    hostileTexts,
  );
  expect(count).toBeGreaterThan(100);
});

const lesson = `# What divergence is

The *divergence* of $\\mathbf{F} = (P, Q)$ costs neither $5 nor $6:

$$
\\nabla \\cdot \\mathbf{F}
= \\frac{\\partial P}{\\partial x} + \\frac{\\partial Q}{\\partial y}
$$

$$\\begin{aligned} a &= -b \\\\ &= \\lVert c \\rVert \\end{aligned} \\quad \\left[\\begin{array}{c|c} 1 & 2 \\\\ \\hline 3 & 4\\end{array}\\right] \\quad \\log\\log n \\quad \\underbrace{a + b + c + d + e + f + g + h}_{\\text{long enough to be scrolled where there is little room}}$$

| Method | Passes |
|:--|--:|
| \`jacobian-forward\` | $n$ |

<details>
<summary>What is $\\nabla \\cdot (x, y)$?</summary>

It is **two**, whatever the point.
</details>

See [the next one](./next.deldot.json) and [JAX](https://jax.example/), or $\\frac{1$.
`;

const show = (page: Page, source: string) =>
  page.evaluate((text) => (globalThis as unknown as Globals).prosePage.show(text), source);
const log = (page: Page) => page.evaluate(() => [...(globalThis as unknown as Globals).prosePage.log]);

for (const { width, colorScheme } of [
  { width: 1440, colorScheme: "light" },
  { width: 360, colorScheme: "dark" },
] as const) {
  test.describe(`${width} pixels wide, ${colorScheme}`, () => {
    test.use({ viewport: { width, height: 800 }, colorScheme });

    test("a lesson is set, read and edited, and nothing reaches past the edge", async ({ page, baseURL }) => {
      await served(page, "prose.tsx", baseURL);
      await show(page, lesson);
      await expect(page.getByRole("heading", { name: "What divergence is" })).toBeVisible();
      await expect(page.locator("math")).toHaveCount(5);
      await expect(page.getByText("costs neither $5 nor $6")).toBeVisible();
      await expect(page.getByRole("list", { name: "Problems in the text" })).toContainText(
        "$\\frac{1$: The formula ends before its }.",
      );
      expect(await violations(page)).toEqual([]);
      const overflow = await page.evaluate(
        () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
      );
      expect(overflow).toBe(0);

      // Formulas as TeX has them: columns aligned, bars as brackets, signs before what they belong to.
      const cells = page.locator("mtd");
      await expect(cells.nth(0)).toHaveCSS("text-align", "end");
      await expect(cells.nth(1)).toHaveCSS("text-align", "start");
      await expect(page.locator("mtd.ruled-end.ruled-below")).toHaveText("1");
      await expect(page.locator('mo[form="prefix"]')).toHaveText("−");
      await expect(page.locator("mo", { hasText: "‖" })).toHaveCount(2);
      await expect(page.locator('mspace[width="0.167em"]')).toHaveCount(2);

      // By keyboard: what is wider than its place is scrolled, and answers are revealed.
      const wide = await page
        .locator("p:has(> math[display=block])")
        .evaluateAll((boxes) =>
          boxes.map((box) => [box.scrollWidth > box.clientWidth, box.hasAttribute("tabindex")]),
        );
      for (const [scrolls, focusable] of wide) expect(focusable).toBe(scrolls);
      if (width < 400) expect(wide.some(([scrolls]) => scrolls)).toBe(true);
      const answer = page.getByText("whatever the point");
      await expect(answer).toBeHidden();
      await page.locator("summary").focus();
      await page.keyboard.press("Enter");
      await expect(answer).toBeVisible();

      await page.getByRole("button", { name: "Edit" }).click();
      const editor = page.getByRole("textbox", { name: "Text" });
      await expect(editor).toBeFocused();
      await expect(editor).toHaveValue(lesson);
      expect(
        await editor.evaluate(({ scrollHeight, clientHeight }) => scrollHeight - clientHeight),
      ).toBeLessThan(2);
      await page.keyboard.press("ControlOrMeta+a");
      await page.keyboard.insertText("so $a$");
      await page.keyboard.press("Enter");
      await expect(editor).toHaveValue("so $a$\n");
      await page.keyboard.press("Shift+Enter");
      await expect(editor).toBeHidden();
      await expect(page.locator("math")).toHaveText("a");
      for (const [key, how] of [
        ["Escape", "stay"],
        ["Control+Enter", "stay"],
        ["Tab", "left"],
      ] as const) {
        await page.getByRole("button", { name: "Edit" }).click();
        await page.keyboard.press(key);
        await expect(editor).toBeHidden();
        expect((await log(page)).at(-1)).toBe(how);
      }
      expect(await log(page)).toEqual(["next", "stay", "stay", "left"]);
    });

    test("commands are found and run by keyboard, and their keys are listed", async ({ page, baseURL }) => {
      await served(page, "prose.tsx", baseURL);
      const field = page.getByRole("combobox", { name: "Find a command" });
      const chosen = page.getByRole("option", { selected: true });
      // The page takes keys as soon as it stands.
      await expect(page.getByRole("button", { name: "Edit" })).toBeVisible();
      await page.keyboard.press("Control+k");
      await expect(field).toBeFocused();
      await expect(chosen).toContainText("Find a command");
      expect(await violations(page), "palette").toEqual([]);
      await page.keyboard.press("End");
      await expect(chosen).toContainText("Present");
      await page.keyboard.press("ArrowDown");
      await expect(chosen).toContainText("Find a command");
      await page.keyboard.press("ArrowUp");
      await page.keyboard.press("Home");
      await expect(chosen).toContainText("Find a command");
      await page.keyboard.type("cfj");
      await expect(page.getByRole("option")).toHaveCount(1);
      await page.keyboard.press("Enter");
      await expect(field).toBeHidden();
      expect(await log(page)).toEqual(["Copy the field as JAX"]);

      await page.keyboard.press("Control+k");
      await page.keyboard.type("redo");
      await expect(chosen).toHaveAttribute("aria-disabled", "true");
      await page.keyboard.press("Enter");
      await expect(field).toBeVisible();
      await field.fill("zzz");
      await expect(page.getByRole("status")).toHaveText("No command is called “zzz”.");
      await page.keyboard.press("Escape");
      await expect(field).toBeHidden();
      await page.keyboard.press("Control+k");
      await page.getByRole("option", { name: "Add a cell above" }).click();
      expect((await log(page)).slice(1)).toEqual(["Add a cell above"]);

      await page.keyboard.press("Shift+?");
      const keys = page.getByRole("dialog", { name: "Keys" });
      await expect(keys).toContainText("Delete the cell");
      await expect(keys).not.toContainText("Copy the field as JAX");
      expect(await violations(page), "keys").toEqual([]);
      // Within a dialog letters are no commands.
      await page.keyboard.press("a");
      await page.keyboard.press("Escape");
      await expect(keys).toBeHidden();
      await page.keyboard.press("b");
      await page.keyboard.press("d");
      await page.keyboard.press("d");
      await page.getByRole("button", { name: "Edit" }).click();
      await page.keyboard.type("abdd?");
      await expect(page.getByRole("textbox", { name: "Text" })).toHaveValue("abdd?");
      await page.keyboard.press("Control+s");
      expect((await log(page)).slice(2)).toEqual([
        "Add a cell below",
        "Delete the cell",
        "Save the document as a file",
      ]);
    });
  });
}
