import type { Attribute } from "../../graph/node.ts";
import {
  type Expression,
  levels,
  libraryNames,
  type PythonTarget,
  pythonNumber,
  within,
} from "./expression.ts";
import type { HelperName } from "./helpers.ts";

/** What an idiom is written from. */
export interface Setting {
  readonly target: PythonTarget;
  readonly attribute: Attribute;
  /** Asks for a helper function to be printed; its name. */
  need(helper: HelperName): string;
}

/** How an elementwise op is written; numbers among the arguments are not arrays. */
export interface ElementwiseIdiom {
  readonly write: (args: readonly Expression[], setting: Setting) => Expression;
  /** Arguments that are truth values. */
  readonly conditions?: readonly number[];
  /** The result is a truth value, not the number 1 or 0. */
  readonly isCondition?: boolean;
  /** Arithmetic that Python's own numbers do as arrays would: no conversion needed. */
  readonly isPlain?: boolean;
  /** An operator of Python: one side may be a number of Python. */
  readonly isInfix?: boolean;
}

type Names = string | Readonly<Record<PythonTarget, string>>;

/** The arguments of a call; PyTorch takes no bare numbers there. */
function listed(args: readonly Expression[], { target }: Setting): string {
  return args
    .map(({ text, number }) => {
      if (number === undefined) return text;
      const literal = pythonNumber(number, libraryNames[target]);
      return target === "pytorch" ? `torch.tensor(${literal})` : literal;
    })
    .join(", ");
}

const nameIn = (names: Names, target: PythonTarget) =>
  typeof names === "string" ? `${libraryNames[target]}.${names}` : names[target];

function call(names: Names): ElementwiseIdiom {
  return {
    write: (args, setting) => ({
      text: `${nameIn(names, setting.target)}(${listed(args, setting)})`,
      level: levels.atom,
    }),
  };
}

/** A call that NumPy has no function for. */
function orHelper(names: Omit<Record<PythonTarget, string>, "numpy">, helper: HelperName): ElementwiseIdiom {
  return {
    write: (args, setting) => {
      const { target } = setting;
      const name = target === "numpy" ? setting.need(helper) : names[target];
      return { text: `${name}(${listed(args, setting)})`, level: levels.atom };
    },
  };
}

function infix(symbol: string, level: number, isPlain = true): ElementwiseIdiom {
  return {
    write: ([a, b]) => ({
      text: `${within(a as Expression, level)} ${symbol} ${within(b as Expression, level + 1)}`,
      level,
    }),
    isPlain,
    isInfix: true,
  };
}

function comparison(symbol: string): ElementwiseIdiom {
  const { write } = infix(symbol, levels.comparison);
  // Comparisons chain in Python: what is compared is never a comparison without brackets.
  return {
    write: ([a, b], setting) =>
      write(
        [a, b].map((side) => ({ ...side, text: within(side as Expression, 2), level: 7 })),
        setting,
      ),
    isCondition: true,
    isInfix: true,
  };
}

function logical(name: string, positions: readonly number[]): ElementwiseIdiom {
  return { ...call(`logical_${name}`), conditions: positions, isCondition: true };
}

const arc = (name: string): Names => ({
  jax: `jnp.arc${name}`,
  pytorch: `torch.a${name}`,
  numpy: `np.arc${name}`,
});

const raised: ElementwiseIdiom["write"] = ([base, exponent]) => ({
  text: `${within(base as Expression, levels.atom)}**${within(exponent as Expression, levels.unary)}`,
  level: levels.power,
});

/** Every elementwise op by name, as people write it in each library. */
export const elementwiseIdioms: Readonly<Record<string, ElementwiseIdiom>> = {
  add: infix("+", levels.sum),
  sub: infix("-", levels.sum),
  mul: infix("*", levels.product),
  div: infix("/", levels.product, false),
  neg: {
    write: ([a]) => ({ text: `-${within(a as Expression, levels.unary)}`, level: levels.unary }),
    isPlain: true,
  },
  power: { write: raised, isInfix: true },
  "integer-power": {
    write: ([base], setting) =>
      raised([base as Expression, { text: String(setting.attribute), level: levels.atom }], setting),
    isPlain: true,
  },
  sqrt: call("sqrt"),
  cbrt: {
    write: (args, setting) => {
      const name =
        setting.target === "pytorch" ? setting.need("cbrt") : `${libraryNames[setting.target]}.cbrt`;
      return { text: `${name}(${listed(args, setting)})`, level: levels.atom };
    },
  },
  // No library has sech².
  "sech-squared": {
    write: (args, setting) => ({
      text: `1 / ${libraryNames[setting.target]}.cosh(${listed(args, setting)})**2`,
      level: levels.product,
    }),
  },
  "one-minus-square": {
    write: ([x]) => ({ text: `1 - ${within(x as Expression, levels.atom)}**2`, level: levels.sum }),
    isPlain: true,
  },
  exp: call("exp"),
  expm1: call("expm1"),
  log: call("log"),
  log1p: call("log1p"),
  log2: call("log2"),
  log10: call("log10"),
  sin: call("sin"),
  cos: call("cos"),
  tan: call("tan"),
  asin: call(arc("sin")),
  acos: call(arc("cos")),
  atan: call(arc("tan")),
  atan2: call(arc("tan2")),
  sinc: {
    write: (args, setting) => {
      const order = setting.attribute as number;
      if (order === 0) return call("sinc").write(args, setting);
      return {
        text: `${setting.need("sinc_derivative")}(${listed(args, setting)}, ${order})`,
        level: levels.atom,
      };
    },
  },
  sinh: call("sinh"),
  cosh: call("cosh"),
  tanh: call("tanh"),
  asinh: call(arc("sinh")),
  acosh: call(arc("cosh")),
  atanh: call(arc("tanh")),
  abs: call("abs"),
  sign: call("sign"),
  floor: call("floor"),
  ceil: call("ceil"),
  round: call("round"),
  mod: call({ jax: "jnp.mod", pytorch: "torch.remainder", numpy: "np.mod" }),
  min: call("minimum"),
  max: call("maximum"),
  select: {
    write: ([condition, a, b], { target }) => {
      const library = libraryNames[target];
      const branch = ({ text, number }: Expression) =>
        number === undefined ? text : pythonNumber(number, library);
      return {
        text: `${library}.where(${condition?.text}, ${branch(a as Expression)}, ${branch(b as Expression)})`,
        level: levels.atom,
      };
    },
    conditions: [0],
  },
  less: comparison("<"),
  "less-equal": comparison("<="),
  equal: comparison("=="),
  "not-equal": comparison("!="),
  and: logical("and", [0, 1]),
  or: logical("or", [0, 1]),
  not: logical("not", [0]),
  erf: orHelper({ jax: "jax.scipy.special.erf", pytorch: "torch.erf" }, "erf"),
  erfc: orHelper({ jax: "jax.scipy.special.erfc", pytorch: "torch.erfc" }, "erfc"),
  sigmoid: orHelper({ jax: "jax.nn.sigmoid", pytorch: "torch.sigmoid" }, "sigmoid"),
  softplus: {
    write: (args, setting) => {
      const [x] = args;
      // PyTorch's softplus is the identity from its threshold on; at 40 the difference is below rounding.
      const texts = {
        jax: `jax.nn.softplus(${x?.text})`,
        pytorch: `torch.nn.functional.softplus(${x?.text}, threshold=40.0)`,
        numpy: `np.logaddexp(${x?.text}, 0.0)`,
      };
      return { text: texts[setting.target], level: levels.atom };
    },
  },
  hypot: call("hypot"),
  "stop-gradient": {
    write: ([x], { target }) => {
      const value = x as Expression;
      if (target === "numpy") return value;
      if (target === "jax") return { text: `jax.lax.stop_gradient(${value.text})`, level: levels.atom };
      return { text: `${within(value, levels.atom)}.detach()`, level: levels.atom };
    },
  },
};
