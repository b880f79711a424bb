import { LimitError, limits } from "../limits.ts";
import type { Attribute, InputAttribute, Node } from "./node.ts";
import type { Op } from "./op.ts";

/** The arena of one program: owns the table that makes equal nodes identical. */
export class Graph {
  private readonly table = new Map<string, Node>();
  private serial = 0;

  get size(): number {
    return this.table.size;
  }

  /** The node for `op(inputs)`, after local rewriting. Throws ShapeError and LimitError. */
  make(op: Op, inputs: readonly Node[], attribute: Attribute = null): Node {
    const rewritten = op.rewrite?.(this, inputs, attribute);
    if (rewritten) return rewritten;
    const key = keyOf(op, inputs, attribute);
    const known = this.table.get(key);
    if (known) return known;
    if (this.table.size >= limits.graphNodes) throw new LimitError("graphNodes", this.table.size + 1);
    const shape = op.shape(inputs, attribute);
    const node: Node = { id: this.table.size, graph: this, op, inputs, attribute, shape };
    this.table.set(key, node);
    return node;
  }

  /** A number no other bound variable of this graph carries. */
  nextSerial(): number {
    this.serial += 1;
    return this.serial;
  }
}

function keyOf(op: Op, inputs: readonly Node[], attribute: Attribute): string {
  let key = op.name;
  for (const input of inputs) key += ` ${input.id}`;
  if (attribute === null) return key;
  if (typeof attribute === "number") return `${key}|${Object.is(attribute, -0) ? "-0" : attribute}`;
  if (isInput(attribute))
    return `${key}|${attribute.role}:${attribute.index}:${attribute.name}:${attribute.shape.join()}`;
  return `${key}|${attribute.join(",")}`;
}

function isInput(attribute: Attribute): attribute is InputAttribute {
  return typeof attribute === "object" && attribute !== null && "role" in attribute;
}
