import type { Command } from "./command.ts";
import { type Focused, isTaken } from "./focus.ts";
import { type Combination, matches, parseKeys, type Stroke } from "./keys.ts";

/** Milliseconds within which keys are one after the other. */
const patience = 1000;

const held: ReadonlySet<string> = new Set(["Control", "Shift", "Alt", "Meta", "AltGraph", "CapsLock"]);

interface Bound {
  readonly command: Command;
  readonly combinations: readonly Combination[];
}

/** Finds the command that keys ask for, and remembers the first keys of those that take several. */
export class Keyboard {
  readonly #mac: boolean;
  #begun: readonly Stroke[] = [];
  #last = Number.NEGATIVE_INFINITY;

  constructor(mac: boolean) {
    this.#mac = mac;
  }

  /**
   * The command that this stroke completes, if it can be asked for; the first of several.
   * @param time of the stroke, in milliseconds
   */
  command(
    stroke: Stroke,
    path: readonly Focused[],
    commands: readonly Command[],
    time: number,
  ): Command | null {
    if (held.has(stroke.key)) return null;
    const strokes = [...(time - this.#last <= patience ? this.#begun : []), stroke];
    this.#last = time;
    const bound = commands
      .filter(({ enabled = true }) => enabled)
      .flatMap((command) =>
        [command.keys, path[0]?.cell ? command.cellKeys : undefined]
          .filter((keys) => keys !== undefined)
          .map((keys): Bound => ({ command, combinations: parseKeys(keys) })),
      )
      .filter(({ combinations }) => combinations.every((combination) => !isTaken(combination, path)));
    // What was begun and came to nothing does not stand in the way of what begins with this stroke.
    for (const tried of [strokes, [stroke]]) {
      const fitting = bound.filter(({ combinations }) => this.#fits(combinations, tried));
      const complete = fitting.find(({ combinations }) => combinations.length === tried.length);
      this.#begun = complete || fitting.length === 0 ? [] : tried;
      if (complete) return complete.command;
      if (fitting.length > 0) return null;
    }
    return null;
  }

  #fits(combinations: readonly Combination[], strokes: readonly Stroke[]): boolean {
    return strokes.every((stroke, k) => {
      const combination = combinations[k];
      return combination !== undefined && matches(combination, stroke, this.#mac);
    });
  }
}
