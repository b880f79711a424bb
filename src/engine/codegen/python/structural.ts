import type { Node, Table } from "../../graph/node.ts";
import { originOf } from "../../graph/origin.ts";
import { type Shape, sameShape, sizeOf } from "../../graph/shape.ts";
import { LimitError, limits } from "../../limits.ts";
import { constantValue, knownEntries } from "../../ops/index.ts";
import {
  atom,
  type Expression,
  levels,
  libraryNames,
  type PythonTarget,
  pythonNumber,
  within,
} from "./expression.ts";
import type { HelperName } from "./helpers.ts";
import { progression, rowsOf, selectionText } from "./selection.ts";
import type { View } from "./views.ts";

/** What structural idioms are written from. */
export interface StructuralSetting {
  readonly target: PythonTarget;
  need(helper: HelperName): string;
  /** The name of a module constant for a long list of positions. */
  positions(values: ArrayLike<number>, shape: Shape): string;
}

type Write = (node: Node, view: View, args: readonly Expression[], setting: StructuralSetting) => Expression;

const tuple = (shape: Shape) => (shape.length === 1 ? `(${shape[0]},)` : `(${shape.join(", ")})`);

/** A number as an array where the library asks for one. */
function arrayText({ text, number }: Expression, { target }: StructuralSetting): string {
  const library = libraryNames[target];
  if (number === undefined) return text;
  return target === "pytorch"
    ? `torch.tensor(${pythonNumber(number, library)})`
    : pythonNumber(number, library);
}

const flat = (source: Expression, shape: Shape) =>
  shape.length === 1 ? source : atom(`${within(source, levels.atom)}.reshape(-1)`);

const gather: Write = (node, view, [source], setting) => {
  const from = source as Expression;
  const { shape } = view.inputs[0] as Node;
  const { entries } = view.attribute as Table<Int32Array>;
  const known = selectionText(shape, node.shape, entries, setting.target);
  if (known !== null) {
    const isCall = !known.startsWith("{}");
    return atom(known.replace("{}", isCall ? from.text : within(from, levels.atom)));
  }
  const rows = rowsOf(shape, node.shape, entries);
  if (rows) return atom(`${within(from, levels.atom)}[${setting.positions(rows, [rows.length])}]`);
  const at = setting.positions(entries, node.shape);
  const picked = `${within(flat(from, shape), levels.atom)}[${at}]`;
  if (!entries.some((position) => position < 0)) return atom(picked);
  return atom(`${libraryNames[setting.target]}.where(${at} < 0, 0.0, ${picked})`);
};

const scatter: Write = (node, view, [source], setting) => {
  const { target } = setting;
  const from = source as Expression;
  const { shape } = view.inputs[0] as Node;
  const { entries } = view.attribute as Table<Int32Array>;
  const [rows, columns] = shape as [number, number];
  const [length] = node.shape;
  if (shape.length === 2 && node.shape.length === 1) {
    const axis = [columns, rows].findIndex(
      (extent, way) =>
        extent === length &&
        entries.every((to, k) => to === (way === 0 ? k % columns : Math.floor(k / columns))),
    );
    if (axis >= 0) return atom(`${within(from, levels.atom)}.sum(${axis})`);
  }
  const kept = Array.from(entries.keys()).filter((k) => (entries[k] as number) >= 0);
  const all = kept.length === entries.length;
  const to = setting.positions(
    kept.map((k) => entries[k] as number),
    [kept.length],
  );
  const values = flat(from, shape);
  const picked = all
    ? values.text
    : `${within(values, levels.atom)}[${setting.positions(kept, [kept.length])}]`;
  const size = sizeOf(node.shape);
  const texts = {
    jax: `jnp.zeros(${size}).at[${to}].add(${picked})`,
    pytorch: `torch.zeros(${size}).index_add(0, ${to}, ${picked})`,
    numpy: `np.bincount(${to}, ${picked}, ${size})`,
  };
  return atom(texts[target] + (node.shape.length === 1 ? "" : `.reshape(${node.shape.join(", ")})`));
};

const concat: Write = (node, view, args, setting) => {
  const library = libraryNames[setting.target];
  const name = setting.target === "pytorch" ? "torch.cat" : `${library}.concatenate`;
  const rest = node.shape.slice(1);
  const alongRows = view.inputs.every(
    ({ shape }) => shape.length === node.shape.length && sameShape(shape.slice(1), rest),
  );
  const items = args.map((item, position) => {
    const { shape } = view.inputs[position] as Node;
    if (alongRows) return item.text;
    if (shape.length === 0) return `${within(atom(arrayText(item, setting)), levels.atom)}.reshape(1)`;
    return flat(item, shape).text;
  });
  const text = `${name}([${items.join(", ")}])`;
  return atom(alongRows || node.shape.length === 1 ? text : `${text}.reshape(${node.shape.join(", ")})`);
};

const stack: Write = (node, _view, args, setting) => {
  const library = libraryNames[setting.target];
  if (node.shape.length === 1) {
    const items = args.map((item) => arrayText(item, setting)).join(", ");
    return atom(setting.target === "pytorch" ? `torch.stack([${items}])` : `${library}.array([${items}])`);
  }
  return atom(`${library}.stack([${args.map(({ text }) => text).join(", ")}])`);
};

/** Numbers row by row, as they came about: drawn, evenly spaced, an identity; else written out. */
const array: Write = (node, _view, _args, setting) => {
  const { target } = setting;
  const library = libraryNames[target];
  const { shape, entries } = node.attribute as Table;
  const origin = originOf(node);
  if (origin && "draw" in origin) {
    const seed = origin.seed - 2 ** 32 * Math.floor(origin.seed / 2 ** 32);
    const draw = setting.need(origin.draw === "randn" ? "normal" : origin.draw);
    const text = `${draw}(${setting.need("prng_key")}(${seed}), ${tuple(shape)})`;
    return atom(target === "pytorch" ? `torch.from_numpy(${text})` : text);
  }
  const [rows = 1, columns = 1] = shape;
  const isEye =
    shape.length === 2 &&
    entries.every((entry, k) => entry === (Math.floor(k / columns) === k % columns ? 1 : 0));
  if (isEye) return atom(`${library}.eye(${rows === columns ? rows : `${rows}, ${columns}`})`);
  const line = progression(entries);
  if (line && shape.length === 1 && entries.every(Number.isInteger)) {
    const { start, step, count } = line;
    return atom(`${library}.arange(${start}.0, ${start + step * count}.0${step === 1 ? "" : `, ${step}.0`})`);
  }
  // Two characters an entry at the least.
  if (2 * entries.length > limits.programLength) throw new LimitError("programLength", 2 * entries.length);
  const call = target === "pytorch" ? "torch.tensor" : `${library}.array`;
  return atom(
    `${call}(${nested(
      Array.from(entries, (entry) => pythonNumber(entry, library)),
      shape,
    )})`,
  );
};

/** Texts in brackets, row by row. */
export function nested(texts: readonly string[], shape: Shape): string {
  if (shape.length < 2) return `[${texts.join(", ")}]`;
  const row = texts.length / (shape[0] as number);
  const rows = Array.from({ length: shape[0] as number }, (_, i) =>
    nested(texts.slice(i * row, (i + 1) * row), shape.slice(1)),
  );
  return `[${rows.join(", ")}]`;
}

/** Ops on arrays and idioms of several nodes, by the form of a view. */
export const structuralIdioms: Readonly<Record<string, Write>> = {
  same: (_node, _view, [source]) => source as Expression,
  gather,
  scatter,
  concat,
  stack,
  array,
  numbers: (node, _view, _args, { target }) => {
    const library = libraryNames[target];
    const call = target === "pytorch" ? "torch.tensor" : `${library}.array`;
    const texts = Array.from(knownEntries(node) ?? [], (entry) => pythonNumber(entry, library));
    return atom(`${call}(${nested(texts, node.shape)})`);
  },
  index: (node, view, [source]) => {
    const from = source as Expression;
    return atom(`${within(from, levels.atom)}[${view.attribute ?? node.attribute}]`);
  },
  entry: (node, _view, [source]) =>
    atom(
      `${within(source as Expression, levels.atom)}[${(node.inputs[0] as Node).attribute}, ${node.attribute}]`,
    ),
  sum: (_node, _view, [source]) => atom(`${within(source as Expression, levels.atom)}.sum()`),
  dot: (_node, _view, [a, b]) => product(a as Expression, b as Expression),
  matmul: (_node, _view, [a, b]) => product(a as Expression, b as Expression),
  outer: (_node, _view, [a, b], { target }) => atom(`${libraryNames[target]}.outer(${a?.text}, ${b?.text})`),
  broadcast: (node, view, [source], { target }) => {
    const value = source as Expression;
    const library = libraryNames[target];
    const number = constantValue(view.inputs[0] as Node);
    if (number === 0) return atom(`${library}.zeros(${tuple(node.shape)})`);
    if (number !== null)
      return atom(`${library}.full(${tuple(node.shape)}, ${pythonNumber(number, library)})`);
    if (target === "pytorch") return atom(`${within(value, levels.atom)}.expand(${node.shape.join(", ")})`);
    return atom(`${library}.full(${tuple(node.shape)}, ${value.text})`);
  },
};

function product(a: Expression, b: Expression): Expression {
  const { product: level } = levels;
  return { text: `${within(a, level)} @ ${within(b, level + 1)}`, level };
}
