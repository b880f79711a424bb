import type { Op } from "../graph/op.ts";

const registered = new Map<string, Op>();

/** Makes an op known by its name, so that rules can name one another without importing in circles. */
export function register(op: Op): Op {
  registered.set(op.name, op);
  return op;
}

/** Throws when no such op has been loaded; `ops/index.ts` loads all. */
export function opNamed(name: string): Op {
  const op = registered.get(name);
  if (!op) throw new Error(`there is no op named ${name}`);
  return op;
}
