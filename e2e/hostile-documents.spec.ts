import type { Page } from "@playwright/test";
import { expect, test } from "./support/fixtures.ts";
import { type HostileDocument, hostileDocuments, hostileSeed } from "./support/hostile-documents.ts";
import { NotebookPage } from "./support/notebook.ts";
import { longestGap, watchTurns } from "./support/turns.ts";

// Small, so that pictures cost little: there are hundreds of documents.
test.use({ viewport: { width: 480, height: 480 } });

/** What came of one. */
interface Outcome {
  /** What the page said; null where it opened the document. */
  readonly said: string | null;
  /** What of it stood on the page, at its place. */
  readonly shown: string;
  readonly milliseconds: number;
  /** The longest time in which the page did nothing else, until it had settled. */
  readonly gap: number;
}

/** Milliseconds in which something has to come of what is brought, on however slow a machine. */
const hang = 10_000;
/** Milliseconds of turns one after the other after which nothing more comes of it. */
const quiet = 60;

/**
 * Brings everything to the page, one after the other, as a file that is chosen or dropped or by its address, and waits for
 * what comes of each: a document, or why there is none.
 */
async function bring(page: Page, documents: readonly HostileDocument[]): Promise<Outcome[]> {
  const packed = documents.map(({ way, content, times = 1 }) => ({
    way,
    times,
    content: way === "address" ? String(content) : Buffer.from(content).toString("base64"),
  }));
  return page.evaluate(
    async ([packed, hang, quiet]) => {
      const state = () =>
        window.deldot?.notebook() as ReturnType<NonNullable<typeof window.deldot>["notebook"]>;
      const pause = (milliseconds = 0) => new Promise((resolve) => setTimeout(resolve, milliseconds));
      const frame = () => new Promise((resolve) => requestAnimationFrame(resolve));
      const fileOf = (content: string, times: number) => {
        const bytes = Uint8Array.from(atob(content), (letter) => letter.charCodeAt(0));
        const given = new DataTransfer();
        given.items.add(new File(Array(times).fill(bytes), "hostile"));
        return given;
      };
      const ways = {
        chosen: (content: string, times: number) => {
          const input = document.querySelector("input[type=file]") as HTMLInputElement;
          const given = fileOf(content, times);
          return () => {
            input.files = given.files;
            input.dispatchEvent(new Event("change", { bubbles: true }));
          };
        },
        dropped: (content: string, times: number) => {
          const dataTransfer = fileOf(content, times);
          return () =>
            document.body.dispatchEvent(
              new DragEvent("drop", { dataTransfer, bubbles: true, cancelable: true }),
            );
        },
        address: (content: string) => () => {
          location.hash = content;
        },
      };
      const outcomes: Outcome[] = [];
      for (const { way, content, times } of packed) {
        const bring = ways[way](content, times);
        history.replaceState(null, "", location.pathname);
        document.querySelector<HTMLButtonElement>("[aria-label=Dismiss]")?.click();
        while (state().refusal !== null) await pause();
        const before = state().document;
        await pause(10);
        window.turns.begin();
        const begun = performance.now();
        bring();
        while (state().document === before && state().refusal === null) {
          if (performance.now() - begun > hang) throw new Error(`Nothing came of ${content.slice(0, 80)}`);
          await pause();
        }
        // What it does when it is on the page begins within two frames.
        await frame();
        await frame();
        const gap = await window.turns.settled(quiet);
        const said = state().refusal;
        const shown = document.querySelector("[aria-live=polite] > p")?.textContent ?? "";
        outcomes.push({ said, shown, milliseconds: performance.now() - begun, gap });
      }
      return outcomes;
    },
    [packed, hang, quiet] as const,
  );
}

/** The slots of a document as they stand in the storage. */
function slotsOf(page: Page, id: string | null): Promise<(string | null)[]> {
  return page.evaluate((id) => [0, 1].map((slot) => localStorage.getItem(`deldot:${id}:${slot}`)), id);
}

test(`hostile documents open as what they are or are refused in a sentence, and do no harm (seed ${hostileSeed})`, async ({
  page,
}) => {
  // Three hundred documents one after the other.
  test.setTimeout(600_000);
  expect(new Set(hostileDocuments.map(({ name }) => name)).size).toBeGreaterThan(250);
  page.on("dialog", (dialog) => {
    throw new Error(`The page asks: ${dialog.message()}`);
  });
  const notebook = await NotebookPage.open(page);
  const own = "F(x, y) = (3 x, sin(y)) # my own work";
  await notebook.paste(own);
  await expect(page.getByText("Saved here")).toBeAttached();
  const id = await page.evaluate(() => sessionStorage.getItem("deldot:tab"));
  const slots = await slotsOf(page, id);
  expect(slots.join()).toContain("my own work");
  const globals = () =>
    page.evaluate(() => [
      Object.getOwnPropertyNames(Object.prototype).join(),
      Object.getOwnPropertyNames(Array.prototype).length,
      "polluted" in {},
      typeof (globalThis as { ran?: unknown }).ran,
    ]);
  const before = await globals();
  expect(before.slice(2)).toEqual([false, "undefined"]);

  await watchTurns(page);
  const outcomes = await bring(page, hostileDocuments);

  expect(await globals()).toEqual(before);
  console.log(
    [...outcomes.entries()]
      .sort(([, a], [, b]) => b.gap - a.gap)
      .slice(0, 8)
      .map(([k, o]) => `${hostileDocuments[k]?.name.slice(0, 40)} ${Math.round(o.gap)}`)
      .join("\n"),
  );
  for (const [k, { name, says }] of hostileDocuments.entries()) {
    const { said, shown, gap } = outcomes[k] as Outcome;
    expect(gap, `milliseconds without a pause in ${name}`).toBeLessThan(longestGap);
    if (says === null) expect(said, name).toBeNull();
    else if (says !== "either") expect(said ?? "it opened", name).toMatch(says);
    if (said === null) continue;
    // One sentence, of a length that is read, at its place.
    expect(said, name).toMatch(/^[A-Z][^\n]{10,400}\.$/);
    expect(shown, name).toContain(said);
  }
  // Nothing stands on the page that could run, fetch or send something.
  expect(
    await page.locator("main :is(script, img, iframe, object, embed, form, link, meta, base)").count(),
  ).toBe(0);
  expect(page.context().pages().length).toBe(1);

  // The reader's own work is where it was, and the page still at work.
  expect(await slotsOf(page, id)).toEqual(slots);
  await page.evaluate((id) => {
    sessionStorage.setItem("deldot:tab", id ?? "");
    history.replaceState(null, "", location.pathname);
  }, id);
  await page.reload();
  await notebook.settled();
  expect(await notebook.source()).toBe(own);
  expect(await slotsOf(page, id)).toEqual(slots);
});
