import { createRequire } from "node:module";
import { require as requireThrough } from "tsx/cjs/api";
import { type MeasuredField, type NetworkField, transposed } from "../measured-fields.ts";
import { type Idiom, loadPackage, type Peer, type PeerEntry, versionOf } from "./peer.ts";

const packageName = "@tensorflow/tfjs-core";
const backendName = "@tensorflow/tfjs-backend-wasm";

interface Tensor {
  dataSync(): Float32Array;
  dispose(): void;
}

type Fn = (x: Tensor) => Tensor;
type Shape = readonly [number, number];

interface Tensorflow extends Record<"sin" | "cos" | "tanh" | "square", Fn> {
  setBackend(name: string): Promise<boolean>;
  ready(): Promise<void>;
  tensor2d(entries: Float32Array, shape: Shape): Tensor;
  tidy<Value>(f: () => Value): Value;
  grad(f: Fn): (x: Tensor, dy?: Tensor) => Tensor;
  slice(x: Tensor, begin: Shape, size: Shape): Tensor;
  scalar(value: number): Tensor;
  addN(terms: readonly Tensor[]): Tensor;
  add(a: Tensor, b: Tensor): Tensor;
  sub(a: Tensor, b: Tensor): Tensor;
  mul(a: Tensor, b: Tensor): Tensor;
  matMul(a: Tensor, b: Tensor): Tensor;
}

/** TensorFlow.js on its wasm backend: float32, by its own gradients; it has reverse mode only. */
export const tfjs: PeerEntry = {
  name: "tfjs wasm",
  load: () =>
    load("tfjs wasm", (tf, hold, field, points) =>
      field.kind === "planar" ? planar(tf, hold, points) : byGradients(tf, hold, field, points),
    ),
};

/** Its operations alone: the derivative of the network is the user's, and so is the trouble. */
export const tfjsByHand: PeerEntry = {
  name: "tfjs, derivative by hand",
  load: () =>
    load("tfjs, derivative by hand", (tf, hold, field, points) =>
      field.kind === "planar" || field.matrices.length === 1 ? [] : byHand(tf, hold, field, points),
    ),
};

type Idioms = (tf: Tensorflow, hold: Hold, field: MeasuredField, points: Float64Array) => readonly Idiom[];

async function load(name: string, idioms: Idioms): Promise<Peer> {
  const tf = await loadPackage<Tensorflow>(packageName);
  // The gradients are modules that Node does not read as they are, with `import` but no package type.
  const gradients = "@tensorflow/tfjs-core/dist/register_all_gradients.js";
  requireThrough(createRequire(import.meta.url).resolve(gradients), import.meta.url);
  await loadPackage(backendName);
  if (!(await tf.setBackend("wasm"))) throw new Error("its wasm backend does not start");
  await tf.ready();
  let held: Tensor[] = [];
  const hold = (tensor: Tensor): Tensor => {
    held.push(tensor);
    return tensor;
  };
  return {
    name,
    version: versionOf(packageName),
    precision: "float32",
    idioms: (field, points) => idioms(tf, hold, field, points),
    release() {
      for (const tensor of held) tensor.dispose();
      held = [];
    },
  };
}

type Hold = (tensor: Tensor) => Tensor;

function planar(tf: Tensorflow, hold: Hold, points: Float64Array): readonly Idiom[] {
  const column = (which: number) =>
    hold(
      tf.tensor2d(
        Float32Array.from(points).filter((_, at) => at % 2 === which),
        [points.length / 2, 1],
      ),
    );
  const x = column(0);
  const y = column(1);
  const first = tf.grad((a) => tf.add(tf.sin(tf.mul(a, y)), tf.square(a)));
  const second = tf.grad((b) => tf.sub(tf.cos(x), tf.mul(tf.square(b), b)));
  return [
    { name: "grad of each component", run: () => tf.tidy(() => tf.add(first(x), second(y)).dataSync()) },
  ];
}

function weightsOf(tf: Tensorflow, hold: Hold, { matrices }: NetworkField): readonly Tensor[] {
  return matrices.map((matrix) => {
    const { rows, columns, entries } = transposed(matrix);
    return hold(tf.tensor2d(Float32Array.from(entries), [rows, columns]));
  });
}

function byGradients(
  tf: Tensorflow,
  hold: Hold,
  field: NetworkField,
  points: Float64Array,
): readonly Idiom[] {
  const n = field.dimension;
  const count = points.length / n;
  const weights = weightsOf(tf, hold, field);
  const f = (x: Tensor): Tensor =>
    weights.reduce((h, weight, layer) => tf.matMul(layer === 0 ? h : tf.tanh(h), weight), x);
  const gradient = tf.grad(f);
  const batch = hold(tf.tensor2d(Float32Array.from(points), [count, n]));
  /** e_i in every row. */
  const unit = (i: number) =>
    hold(
      tf.tensor2d(
        Float32Array.from({ length: count * n }, (_, at) => (at % n === i ? 1 : 0)),
        [count, n],
      ),
    );
  const units = Array.from({ length: n }, (_, i) => unit(i));
  const pulled = (i: number): Tensor =>
    tf.tidy(() => tf.slice(gradient(batch, units[i]), [0, i], [count, 1]));
  const run = () =>
    tf.tidy(() => {
      let sum = pulled(0);
      for (let i = 1; i < n; i++) sum = tf.add(sum, pulled(i));
      return sum.dataSync();
    });
  return [{ name: "n vjps", run }];
}

function byHand(tf: Tensorflow, hold: Hold, field: NetworkField, points: Float64Array): readonly Idiom[] {
  const n = field.dimension;
  const weights = weightsOf(tf, hold, field);
  const batch = hold(tf.tensor2d(Float32Array.from(points), [points.length / n, n]));
  const run = () => tf.tidy(() => tangents(tf, weights, batch, n).dataSync());
  return [{ name: "n tangents written out", run }];
}

/** What one writes where there is no jvp: tanh′ kept from one evaluation, and n tangents pushed on by hand. */
function tangents(tf: Tensorflow, weights: readonly Tensor[], batch: Tensor, n: number): Tensor {
  const slopes: Tensor[] = [];
  const one = tf.scalar(1);
  let h = batch;
  for (const weight of weights.slice(0, -1)) {
    h = tf.tanh(tf.matMul(h, weight));
    slopes.push(tf.sub(one, tf.square(h)));
  }
  const [entrance, ...inner] = weights.slice(0, -1);
  const exit = weights.at(-1);
  if (!entrance || !exit) throw new Error("the network has no hidden layer");
  const terms = Array.from({ length: n }, (_, i) =>
    tf.tidy(() => {
      let moved = tf.mul(slopes[0] as Tensor, tf.slice(entrance, [i, 0], [1, -1]));
      inner.forEach((weight, layer) => {
        moved = tf.mul(slopes[layer + 1] as Tensor, tf.matMul(moved, weight));
      });
      return tf.matMul(moved, tf.slice(exit, [0, i], [-1, 1]));
    }),
  );
  return tf.addN(terms);
}
