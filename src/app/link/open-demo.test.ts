import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { createDocument, type Document } from "../document/document.ts";
import { serialiseDocument } from "../document/serialise.ts";
import { createNotebook } from "../store/notebook.ts";
import { openDemo } from "./open-demo.ts";

describe("notebooks that come with the page", () => {
  /** Answers what was asked for, by the part of its address. */
  let answers: Map<string, (ok: boolean) => void>;
  const opened: string[] = [];
  const notebook = createNotebook(createDocument("", ""));
  const open = ({ title }: Document) => {
    opened.push(title);
    return null;
  };
  const answer = (id: string, ok = true) => answers.get(`demos/${id}.deldot.json`)?.(ok);

  beforeEach(() => {
    answers = new Map();
    opened.length = 0;
    vi.stubGlobal("deldotDemos", "1");
    vi.stubGlobal("fetch", (address: string) => {
      const [file = ""] = address.split("?");
      return new Promise((resolve) =>
        answers.set(file, (ok) =>
          resolve({ ok, text: async () => serialiseDocument(createDocument(file, "")) }),
        ),
      );
    });
  });
  afterEach(() => vi.unstubAllGlobals());

  it("are shown in the order in which they were asked for, whichever comes first: the last one stays", async () => {
    const first = openDemo("jax-thread", notebook, open);
    const last = openDemo("hutchinson", notebook, open);
    answer("hutchinson");
    await last;
    answer("jax-thread");
    await first;
    expect(opened).toEqual(["demos/hutchinson.deldot.json"]);
    expect(notebook.store.getState().refusal).toBeNull();
  });

  it("say so where they cannot be had, or are none", async () => {
    const refused = openDemo("jax-thread", notebook, open);
    answer("jax-thread", false);
    await refused;
    expect(notebook.store.getState().refusal).toContain("could not be loaded");
    await openDemo("nobody", notebook, open);
    expect(notebook.store.getState().refusal).toContain("no such notebook");
    expect(opened).toEqual([]);
  });
});
