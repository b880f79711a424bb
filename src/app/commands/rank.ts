import type { Command } from "./command.ts";

/** A command that a query finds. */
export interface Found {
  readonly command: Command;
  /** Places in the title of the letters that were asked for, in order; those of the group are not among them. */
  readonly places: readonly number[];
  readonly score: number;
}

/** What a letter of the query is worth, by where it stands: words are remembered by their beginnings. */
const worth = { first: 12, wordStart: 8, next: 6, anywhere: 1 } as const;
/** What each letter passed over between two that were asked for takes away, up to a word's length. */
const gap = { each: 0.1, most: 1 } as const;
/** A word that only the group's name has counts for less than one in the title. */
const groupShare = 0.5;
/** Letters of a query that are looked at: nobody types more, and titles are no longer. */
const longestQuery = 60;

/**
 * The commands that have the letters of every word of the query in order, best first; those that fit equally well keep
 * their order. All of them, as they are, where nothing is asked for.
 */
export function rank(commands: readonly Command[], query: string): readonly Found[] {
  const words = folded(query.slice(0, longestQuery)).split(/\s+/).filter(Boolean);
  return commands
    .map((command) => foundBy(command, words))
    .filter((found) => found !== null)
    .sort((a, b) => b.score - a.score);
}

function foundBy(command: Command, words: readonly string[]): Found | null {
  const title = folded(command.title);
  const group = folded(command.group ?? "");
  const places = new Set<number>();
  let score = 0;
  for (const word of words) {
    const inTitle = best(title, word);
    if (inTitle) for (const place of inTitle.places) places.add(place);
    const found = inTitle ? inTitle.score : best(group, word)?.score;
    if (found === undefined) return null;
    score += inTitle ? found : found * groupShare;
  }
  // Of two that hold the same, the shorter is the closer.
  if (words.length > 0) score -= title.length / 1000;
  return { command, places: [...places].sort((a, b) => a - b), score };
}

/** Lower case without accents, letter by letter: places stay where they are. */
function folded(text: string): string {
  return Array.from({ length: text.length }, (_, k) => {
    const letter = text.charAt(k).normalize("NFD").charAt(0).toLowerCase();
    return letter.length === 1 ? letter : text.charAt(k);
  }).join("");
}

interface Match {
  readonly score: number;
  readonly places: readonly number[];
}

/**
 * The best way to find a word's letters in a text, in order. Row by row: after k letters, the best score with the last of
 * them at each place.
 */
export function best(text: string, word: string): Match | null {
  const rows: { score: number; before: number }[][] = [];
  for (let k = 0; k < word.length; k += 1) {
    const row = Array.from({ length: text.length }, (_, place) => {
      if (text[place] !== word[k]) return { score: Number.NEGATIVE_INFINITY, before: -1 };
      const own = isWordStart(text, place) ? (place === 0 ? worth.first : worth.wordStart) : worth.anywhere;
      const above = rows[k - 1];
      if (!above) return { score: own, before: -1 };
      let score = Number.NEGATIVE_INFINITY;
      let before = -1;
      for (let last = 0; last < place; last += 1) {
        const step = stepBetween(last, place, own);
        const sum = (above[last]?.score ?? Number.NEGATIVE_INFINITY) + step;
        if (sum > score) {
          score = sum;
          before = last;
        }
      }
      return { score, before };
    });
    rows.push(row);
  }
  const last = rows.at(-1);
  if (!last) return { score: 0, places: [] };
  let place = last.reduce((top, { score }, k) => (score > (last[top]?.score ?? 0) ? k : top), 0);
  const score = last[place]?.score ?? Number.NEGATIVE_INFINITY;
  if (score === Number.NEGATIVE_INFINITY) return null;
  const places: number[] = [];
  for (let k = rows.length - 1; k >= 0; k -= 1) {
    places.unshift(place);
    place = rows[k]?.[place]?.before ?? -1;
  }
  return { score, places };
}

/** What the letter at a place adds, after one at an earlier place. */
export function stepBetween(last: number, place: number, own: number): number {
  if (place === last + 1) return Math.max(own, worth.next);
  return own - Math.min(gap.most, gap.each * (place - last - 1));
}

function isWordStart(text: string, place: number): boolean {
  return place === 0 || !/[\p{L}\p{N}]/u.test(text.charAt(place - 1));
}
