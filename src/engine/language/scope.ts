import { componentOf } from "./names.ts";
import type { Value } from "./value.ts";

export interface Found {
  readonly value: Value;
  /** `x` when `F_x` was asked for and F was found, else null. */
  readonly component: string | null;
}

/** Names and what they stand for, inside the names around them. Names are canonical ones. */
export class Scope {
  readonly outer: Scope | null;
  private readonly values = new Map<string, Value>();

  constructor(outer: Scope | null) {
    this.outer = outer;
  }

  set(name: string, value: Value): void {
    this.values.set(name, value);
  }

  /** Whether the name is one of this scope itself. */
  has(name: string): boolean {
    return this.values.has(name);
  }

  /** Whether the name has its meaning from the document, not from the definition around. */
  isOutermost(name: string): boolean {
    for (let scope: Scope | null = this; scope?.outer; scope = scope.outer) if (scope.has(name)) return false;
    return true;
  }

  /** The nearest meaning of a name; a component of something near comes before a name further out. */
  find(name: string): Found | null {
    const parts = componentOf(name);
    for (let scope: Scope | null = this; scope; scope = scope.outer) {
      const exact = scope.values.get(name);
      if (exact) return { value: exact, component: null };
      const whole = parts && scope.values.get(parts.base);
      if (whole) return { value: whole, component: parts.suffix };
    }
    return null;
  }

  /** All names in sight, nearest first. */
  *names(): Iterable<readonly [string, Value]> {
    for (let scope: Scope | null = this; scope; scope = scope.outer) yield* scope.values;
  }
}
