import type { Command } from "./command.ts";
import { type Focused, isInDialog, isTaken } from "./focus.ts";
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
   * The command that this stroke completes, the first of several that can be asked for. Where there is one, but it cannot
   * be asked for now, or nothing can within a dialog, the stroke is "used" all the same: browsers would save the page by it,
   * or undo what was written in some field.
   * @param time of the stroke, in milliseconds
   */
  command(
    stroke: Stroke,
    path: readonly Focused[],
    commands: readonly Command[],
    time: number,
  ): Command | "used" | null {
    // Keys that are held are pressed once, but with Ctrl they are kept from the browser.
    if (held.has(stroke.key) || (stroke.repeat && !stroke.ctrlKey && !stroke.metaKey)) return null;
    const strokes = [...(time - this.#last <= patience ? this.#begun : []), stroke];
    this.#last = time;
    const bound = [...commands.filter(canRun), ...commands.filter((command) => !canRun(command))]
      .flatMap((command) =>
        [command.keys, ...(command.otherKeys ?? []), path[0]?.cell ? command.cellKeys : undefined]
          .filter((keys) => keys !== undefined)
          .map((keys): Bound => ({ command, combinations: parseKeys(keys) })),
      )
      .filter(({ combinations }) => combinations.every((combination) => !isTaken(combination, path)));
    // What was begun and came to nothing does not stand in the way of what begins with this stroke.
    for (const tried of [strokes, [stroke]]) {
      const fitting = bound.filter(({ combinations }) => this.#fits(combinations, tried));
      const complete = fitting.find(({ combinations }) => combinations.length === tried.length);
      this.#begun = complete || fitting.length === 0 ? [] : tried;
      if (complete) {
        const { command } = complete;
        const runs = canRun(command) && !isInDialog(path) && (!stroke.repeat || command.repeats);
        return runs ? command : "used";
      }
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

function canRun({ enabled = true }: Command): boolean {
  return enabled;
}
