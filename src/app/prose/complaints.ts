/** Problems named at most: nobody reads the twenty-first. */
const limit = 20;

/** What of a text cannot be shown as it was meant, each in one sentence, and each once. */
export class Complaints {
  readonly #sentences = new Set<string>();

  add(sentence: string): void {
    if (this.#sentences.size < limit) this.#sentences.add(sentence);
  }

  get all(): readonly string[] {
    return [...this.#sentences];
  }
}

/** Enough of a text to find it again. */
export function shortened(text: string): string {
  return text.length <= 40 ? text : `${text.slice(0, 39)}…`;
}
