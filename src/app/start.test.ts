import { afterEach, describe, expect, it, vi } from "vitest";
import { startSession } from "./start.ts";

// What writes documents cannot be had, as without a network.
vi.mock("./library/documents.ts", () => {
  throw new Error("There is no network.");
});

/** What a session asks of its page; workers never answer. */
function pageWithoutNetwork(): Window & typeof globalThis {
  vi.stubGlobal(
    "Worker",
    class {
      postMessage(): void {}
    },
  );
  const nothing = () => undefined;
  return {
    crypto: globalThis.crypto,
    location: new URL("https://deldot.test/"),
    addEventListener: nothing,
    matchMedia: () => ({ matches: false, addEventListener: nothing }),
  } as unknown as Window & typeof globalThis;
}

describe("a page that cannot load what writes documents", () => {
  afterEach(() => vi.unstubAllGlobals());

  it("says that nothing is saved, and tries again with the next change and not before", async () => {
    const { notebook } = await startSession(pageWithoutNetwork());
    const said: string[] = [];
    notebook.store.subscribe(({ saving }) => said.push(saving));
    const settled = () => new Promise((resolve) => setTimeout(resolve, 100));
    notebook.set({ begun: true });
    await settled();
    expect(said).toEqual(["saved", "failed"]);
    notebook.setTitle("A title");
    await settled();
    expect(said).toEqual(["saved", "failed", "failed", "failed"]);
  });
});
