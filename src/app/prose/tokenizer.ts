import { Tokenizer } from "marked";
import { bounds } from "./bounds.ts";

/** Thrown when reading a text would take too long. */
export class TooSlowError extends Error {
  constructor() {
    super(`more than ${bounds.work} characters looked at`);
    this.name = "TooSlowError";
  }
}

/** How far the reading of one text has come: how deep it is, and how much it has looked at. */
export class Reading {
  #depth = 0;
  #work = 0;

  /** What is read one level deeper; nothing where that is too deep, and the signs stand for themselves. */
  within<Result>(read: () => Result): Result | undefined {
    if (this.#depth >= bounds.nesting) return undefined;
    this.#depth += 1;
    try {
      return read();
    } finally {
      this.#depth -= 1;
    }
  }

  /** One step, which may look at this many characters. */
  step(characters: number): void {
    this.#work += characters;
    if (this.#work > bounds.work) throw new TooSlowError();
  }
}

/** Characters that a step from line to line looks at, as a rule: those of a long paragraph. */
const blockReach = 1_000;

/** Markdown's tokens without those of HTML, in bounded depth and time. */
export class BoundedTokenizer extends Tokenizer {
  readonly #reading: Reading;

  constructor(reading: Reading) {
    super();
    this.#reading = reading;
  }

  /** What each step within lines begins with. */
  override escape(text: string) {
    this.#reading.step(text.length);
    return super.escape(text);
  }

  /** What each step from line to line begins with. */
  override space(text: string) {
    this.#reading.step(Math.min(text.length, blockReach));
    return super.space(text);
  }

  override blockquote(text: string) {
    return this.#reading.within(() => super.blockquote(text));
  }

  override list(text: string) {
    return this.#reading.within(() => super.list(text));
  }

  override emStrong(text: string, masked: string, before?: string) {
    return this.#reading.within(() => super.emStrong(text, masked, before));
  }

  override del(text: string, masked: string, before?: string) {
    return this.#reading.within(() => super.del(text, masked, before));
  }

  override link(text: string) {
    return this.#reading.within(() => super.link(text));
  }

  override reflink(text: string, links: Parameters<Tokenizer["reflink"]>[1]) {
    return this.#reading.within(() => super.reflink(text, links));
  }

  override html() {
    return undefined;
  }

  override tag() {
    return undefined;
  }
}
