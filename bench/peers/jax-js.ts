import { type MeasuredField, type NetworkField, transposed } from "../measured-fields.ts";
import { type Idiom, loadPackage, type Peer, type PeerEntry, versionOf } from "./peer.ts";

const packageName = "@jax-js/jax";

/** An array, owned: what takes one frees it, and `ref` is one more to give away. */
interface JaxArray {
  readonly ref: JaxArray;
  add(other: JaxArray): JaxArray;
  sub(other: JaxArray): JaxArray;
  mul(other: JaxArray): JaxArray;
  reshape(shape: readonly number[]): JaxArray;
  slice(...at: (number | [])[]): JaxArray;
  dataSync(): Float32Array;
  dispose(): void;
}

type Fn = (x: JaxArray) => JaxArray;
type Jitted = ((...args: JaxArray[]) => JaxArray) & { dispose(): void };

interface Jax {
  init(device: string): Promise<string[]>;
  defaultDevice(device: string): string;
  jit(f: (...args: JaxArray[]) => JaxArray): Jitted;
  vmap(f: Fn): Fn;
  jvp(f: Fn, primals: JaxArray[], tangents: JaxArray[]): [JaxArray, JaxArray];
  linearize(f: Fn, primals: JaxArray[]): [JaxArray, Fn & { dispose(): void }];
  numpy: Record<"sin" | "cos" | "tanh" | "square" | "onesLike" | "transpose", Fn> & {
    array(entries: Float32Array): JaxArray;
    eye(n: number): JaxArray;
    zeros(shape: readonly number[]): JaxArray;
    matmul(a: JaxArray, b: JaxArray): JaxArray;
  };
}

/** jax-js on its wasm backend: float32, every idiom under jit. */
export const jaxJs: PeerEntry = {
  name: "jax-js",
  async load(): Promise<Peer> {
    const jax = await loadPackage<Jax>(packageName);
    await jax.init("wasm");
    jax.defaultDevice("wasm");
    let held: { dispose(): void }[] = [];
    const hold = <Held extends { dispose(): void }>(value: Held): Held => {
      held.push(value);
      return value;
    };
    return {
      name: "jax-js",
      version: versionOf(packageName),
      precision: "float32",
      idioms: (field, points) => idioms(jax, hold, field, points),
      release() {
        for (const value of held) value.dispose();
        held = [];
      },
    };
  },
};

type Hold = <Held extends { dispose(): void }>(value: Held) => Held;

function idioms(jax: Jax, hold: Hold, field: MeasuredField, points: Float64Array): readonly Idiom[] {
  const { numpy: np } = jax;
  const n = field.dimension;
  const count = points.length / n;
  const batch = hold(np.array(Float32Array.from(points)).reshape([count, n]));
  const idiom = (name: string, f: Fn): Idiom => {
    const compiled = hold(jax.jit(f));
    return { name, run: () => compiled(batch.ref).dataSync() };
  };
  if (field.kind === "planar") return [idiom("jvp of each component", planar(jax))];
  const unit = hold(np.eye(n));
  const rows = hold(network(jax, field, true));
  const columns = hold(network(jax, field, false));
  const sumOver = (term: (i: number) => JaxArray): JaxArray => {
    let sum = term(0);
    for (let i = 1; i < n; i++) sum = sum.add(term(i));
    return sum;
  };
  return [
    idiom(
      "vmap of linearize, n tangents",
      jax.vmap((x) => {
        const [y, push] = jax.linearize(rows.apply, [x]);
        y.dispose();
        const trace = sumOver((i) => push(unit.ref.slice(i)).slice(i));
        push.dispose();
        return trace;
      }),
    ),
    idiom("linearize of the batch as columns, n tangents", (all) => {
      const [y, push] = jax.linearize(columns.apply, [np.transpose(all)]);
      y.dispose();
      const trace = sumOver((i) => {
        const tangents = np.zeros([n, count]).add(unit.ref.slice(i).reshape([n, 1]));
        return push(tangents).slice(i);
      });
      push.dispose();
      return trace;
    }),
  ];
}

function planar({ numpy: np, jvp }: Jax): Fn {
  return (batch) => {
    const x = batch.ref.slice([], 0);
    const y = batch.slice([], 1);
    const first = (a: JaxArray) => np.sin(a.ref.mul(y.ref)).add(np.square(a));
    const second = (b: JaxArray) => np.cos(x.ref).sub(b.ref.mul(b.ref).mul(b));
    const [u, du] = jvp(first, [x.ref], [np.onesLike(x.ref)]);
    const [v, dv] = jvp(second, [y.ref], [np.onesLike(y.ref)]);
    for (const unused of [u, v, x, y]) unused.dispose();
    return du.add(dv);
  };
}

/** The network on points as rows (or on one point), or on points as columns. */
function network({ numpy: np }: Jax, { matrices }: NetworkField, rows: boolean) {
  const weights = matrices.map((matrix) => {
    const laid = rows ? transposed(matrix) : matrix;
    return np.array(Float32Array.from(laid.entries)).reshape([laid.rows, laid.columns]);
  });
  const multiply = (x: JaxArray, weight: JaxArray) =>
    rows ? np.matmul(x, weight.ref) : np.matmul(weight.ref, x);
  return {
    apply: (x: JaxArray): JaxArray =>
      weights.reduce((h, weight, layer) => multiply(layer === 0 ? h : np.tanh(h), weight), x),
    dispose: () => {
      for (const weight of weights) weight.dispose();
    },
  };
}
