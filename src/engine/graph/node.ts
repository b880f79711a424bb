import type { Graph } from "./graph.ts";
import type { Op } from "./op.ts";
import type { Shape } from "./shape.ts";

/** What an input stands for. Kernels bind coordinates, parameters, time and probes from outside; the other
 * roles are bound variables of transforms and never survive them. */
export type InputRole = "coordinate" | "parameter" | "time" | "probe" | "tangent" | "variable";

export interface InputAttribute {
  readonly role: InputRole;
  readonly name: string;
  /** Position among the inputs of its role, or a serial number that keeps bound variables apart. */
  readonly index: number;
  readonly shape: Shape;
}

/**
 * Numbers written out row by row: the entries of a constant array, or positions in another array. Interned by the
 * graph, so that equal tables are one object and `serial` tells them apart.
 */
export interface Table<Entries extends Float64Array | Int32Array = Float64Array | Int32Array> {
  readonly serial: number;
  readonly shape: Shape;
  readonly entries: Entries;
}

export type Attribute = null | number | readonly number[] | InputAttribute | Table;

/**
 * One value of the program. Nodes are immutable and hash-consed: the same op on the same inputs is the same
 * object, so common subexpressions are shared by construction and equality of graphs is identity.
 * Inputs always have smaller ids than the node, so sorting by id is a topological order.
 */
export interface Node {
  readonly id: number;
  readonly graph: Graph;
  readonly op: Op;
  readonly inputs: readonly Node[];
  readonly attribute: Attribute;
  readonly shape: Shape;
}
