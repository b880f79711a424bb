import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { workTime } from "../../engine/testing/work-time.ts";
import type { Command } from "./command.ts";
import { best, rank, stepBetween } from "./rank.ts";

const run = () => {};
const command = (title: string, group?: string): Command => ({
  id: title,
  title,
  run,
  ...(group && { group }),
});
const commands = [
  command("Add a text cell above", "Cell"),
  command("Add a text cell below", "Cell"),
  command("Delete the cell", "Cell"),
  command("Duplicate the cell", "Cell"),
  command("Copy a link", "Share"),
  command("Copy as LaTeX", "Share"),
  command("Undo", "Edit"),
  command("Présent", "View"),
];
const titles = (query: string) => rank(commands, query).map(({ command }) => command.title);

/** Whether a word's letters stand in a text in this order, the plain way. */
function isWithin(text: string, word: string): boolean {
  let at = -1;
  return [...word].every((letter) => {
    at = text.indexOf(letter, at + 1);
    return at >= 0;
  });
}

describe("what a query finds", () => {
  it("is everything, as it was, where nothing is asked for", () => {
    expect(titles("")).toEqual(commands.map(({ title }) => title));
    expect(titles("  ")).toEqual(titles(""));
  });

  it("is what begins like it before what merely holds it", () => {
    expect(titles("un")).toEqual(["Undo"]);
    expect(titles("del")[0]).toBe("Delete the cell");
    expect(titles("col")[0]).toBe("Copy a link");
    expect(titles("clat")[0]).toBe("Copy as LaTeX");
    expect(titles("link copy")).toEqual(["Copy a link"]);
    expect(titles("atb")[0]).toBe("Add a text cell below");
  });

  it("does not depend on case and accents, and knows the names of groups", () => {
    expect(titles("PRESENT")).toEqual(["Présent"]);
    expect(titles("share")).toEqual(["Copy a link", "Copy as LaTeX"]);
    expect(titles("cell dup")).toEqual(["Duplicate the cell"]);
    expect(titles("zebra")).toEqual([]);
  });

  it("says where the letters stand", () => {
    expect(rank([command("Delete the cell")], "dtc")[0]?.places).toEqual([0, 7, 11]);
    expect(rank([command("Delete", "Cell")], "cell")[0]?.places).toEqual([]);
  });

  const letters = fc.array(fc.constantFrom(..."abc AB-é"), { maxLength: 9 }).map((array) => array.join(""));

  it("is what holds all words in order, and nothing else", () => {
    fc.assert(
      fc.property(fc.array(letters, { maxLength: 6 }), letters, (titles, query) => {
        const plain = (text: string) => text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();
        const words = plain(query).split(/\s+/).filter(Boolean);
        const wanted = titles.filter((title) => words.every((word) => isWithin(plain(title), word)));
        const found = rank(
          titles.map((title) => command(title)),
          query,
        );
        expect(found.map(({ command }) => command.title).sort()).toEqual(wanted.sort());
        for (const [k, { score, places }] of found.entries()) {
          expect(score).toBeLessThanOrEqual(found[k - 1]?.score ?? Number.POSITIVE_INFINITY);
          expect([...new Set(places)].sort((a, b) => a - b)).toEqual(places);
        }
      }),
    );
  });

  it("is looked for the best way there is", () => {
    const isStart = (text: string, place: number) => place === 0 || " -".includes(text.charAt(place - 1));
    /** All ways, one by one. */
    function bestOfAll(text: string, word: string, from = 0, last = -1): number {
      if (word === "") return 0;
      let top = Number.NEGATIVE_INFINITY;
      for (let place = from; place < text.length; place += 1) {
        if (text[place] !== word[0]) continue;
        const own = isStart(text, place) ? (place === 0 ? 12 : 8) : 1;
        const step = last < 0 ? own : stepBetween(last, place, own);
        top = Math.max(top, step + bestOfAll(text, word.slice(1), place + 1, place));
      }
      return top;
    }
    const plain = fc.array(fc.constantFrom(..."ab -"), { maxLength: 10 }).map((array) => array.join(""));
    const word = fc
      .array(fc.constantFrom("a", "b"), { minLength: 1, maxLength: 4 })
      .map((array) => array.join(""));
    fc.assert(
      fc.property(plain, word, (text, word) => {
        const found = best(text, word);
        const score = bestOfAll(text, word);
        if (!found) expect(score).toBe(Number.NEGATIVE_INFINITY);
        else expect(found.score).toBeCloseTo(score, 9);
        expect(found?.places.map((place) => text[place]).join("") ?? word).toBe(word);
      }),
    );
  });

  it("comes at once, whatever is typed", () => {
    const many = Array.from({ length: 200 }, (_, k) => command(`${"a ".repeat(40)}${k}`));
    const worked = workTime();
    rank(many, "a".repeat(100_000));
    expect(worked()).toBeLessThan(3000);
  });
});
