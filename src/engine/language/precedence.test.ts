import { all, create } from "mathjs";
import { describe, expect, it, test } from "vitest";
import { soundProgram, valueAt } from "../testing/language.ts";
import { between, pick, type Random, seededRandom } from "../testing/random.ts";

const math = create(all ?? {}, { predictable: true });
const seed = 20251124;

/** A random text in x and y, with brackets only where the generator feels like it. */
class Texts {
  private readonly random: Random;

  constructor(random: Random) {
    this.random = random;
  }

  sum(depth: number): string {
    const terms = 1 + Math.floor(this.random() * 3);
    let text = this.term(depth);
    for (let i = 1; i < terms; i++) text += pick(this.random, [" + ", " - ", "-", "+"]) + this.term(depth);
    return text;
  }

  private term(depth: number): string {
    if (this.random() < 0.35) return this.sideBySide(depth);
    const factors = 1 + Math.floor(this.random() * 3);
    let text = this.signed(depth);
    for (let i = 1; i < factors; i++)
      text += pick(this.random, [" * ", "*", " / ", "/"]) + this.signed(depth);
    return text;
  }

  /** mathjs lets a product without a sign bind tighter than a division, so the two are not mixed. */
  private sideBySide(depth: number): string {
    const first = this.random() < 0.5 ? this.number() : this.power(depth);
    const others = Array.from({ length: 1 + Math.floor(this.random() * 2) }, () => {
      return this.random() < 0.6 ? this.atom(depth) : `${this.base()}^${this.number()}`;
    });
    return `${this.random() < 0.2 ? "-" : ""}${[first, ...others].join(" ")}`;
  }

  private signed(depth: number): string {
    return this.random() < 0.2 ? `-${this.power(depth)}` : this.power(depth);
  }

  private power(depth: number): string {
    if (this.random() < 0.6) return this.random() < 0.3 ? this.number() : this.atom(depth);
    return `${this.random() < 0.3 ? this.number() : this.base()}^${pick(this.random, ["2", "-1", "3", "x", "2^-1", "-x^2", "(y + 1)"])}`;
  }

  /** Positive, for mathjs takes odd roots of negative numbers. */
  private base(): string {
    return pick(this.random, ["x", "y", "exp(x - y)"]);
  }

  private number(): string {
    return pick(this.random, ["2", "3.5", ".5", "1e-1", "7"]);
  }

  /** Something that can follow a factor without being taken for its argument. */
  private atom(depth: number): string {
    const choice = this.random();
    if (depth <= 0 || choice < 0.6) return pick(this.random, ["x", "y"]);
    return `${pick(this.random, ["sin", "exp", "abs", "cos"])}(${this.sum(depth - 1)})`;
  }
}

describe(`values agree with mathjs (seed ${seed})`, () => {
  it("on texts with few brackets", () => {
    const random = seededRandom(seed);
    const texts = new Texts(random);
    let compared = 0;
    for (let n = 0; n < 600; n++) {
      const text = texts.sum(2);
      const program = soundProgram(`f(x, y) = ${text}`);
      const oracle = math.compile(text);
      for (let i = 0; i < 3; i++) {
        const [x, y] = [between(random, 0.2, 2), between(random, 0.2, 2)];
        const expected: unknown = oracle.evaluate({ x, y });
        const nudged = Number(
          oracle.evaluate({ x: x * (1 + 8 * Number.EPSILON), y: y * (1 - 8 * Number.EPSILON) }),
        );
        // What moves that much with the last bits of the point cannot be compared.
        if (
          typeof expected !== "number" ||
          !(Math.abs(nudged - expected) < 1e-11 * Math.max(1, Math.abs(expected)))
        )
          continue;
        const [value = Number.NaN] = valueAt(program, "f", [x, y]);
        compared += 1;
        const size = Math.max(1, Math.abs(expected));
        expect(
          Math.abs(value - expected) / size,
          `${text} at ${x}, ${y}: ${value}, not ${expected}`,
        ).toBeLessThan(1e-9);
      }
    }
    expect(compared).toBeGreaterThan(1_000);
  });

  it.each([
    "0.5 < x and y < 2 or x == y",
    "x < y and not (y < 1) or x > 3",
    "(x >= y) + 2 (x != y)",
    "2 x^2 y^3",
    "-2 x^2",
    "(x + 1)(y + 2)",
    "2(x + 1)(y - 1)^2",
    "x^2^0.5",
    "1/2 x",
    "x/2/y",
  ])("on %s", (text) => {
    const random = seededRandom(seed + 1);
    const program = soundProgram(`f(x, y) = ${text}`);
    for (let i = 0; i < 20; i++) {
      const [x, y] = [between(random, 0.2, 3), between(random, 0.2, 3)];
      const expected = Number(math.evaluate(text, { x, y }));
      expect(valueAt(program, "f", [x, y])[0]).toBeCloseTo(expected, 10);
    }
  });
});

/** Where the language differs from mathjs, or mathjs has no such sign: the text on the right says what is meant. */
describe("a text is worth the same as with all signs and brackets written", () => {
  test.each([
    ["1/2x", "(1/2)*x"],
    ["1/x y", "(1/x)*y"],
    ["1/a(x + 1)", "(1/a)*(x + 1)"],
    ["a(x + 1)^2", "a*(x + 1)^2"],
    ["2 a(x)", "2*a*x"],
    ["x(y)(a)", "x*y*a"],
    ["x(y + 1)(a)^2", "x*(y + 1)*a^2"],
    ["2^a(x)", "2^a*x"],
    ["2^-a(x)^2", "2^(-a)*x^2"],
    ["-a(x)^2", "-(a*x^2)"],
    ["x²(y + 1)", "x^2*(y + 1)"],
    ["x^2(y + 1)", "x^2*(y + 1)"],
    ["(x)(y)", "x*y"],
    ["(sin)(x)", "sin(x)"],
    ["sin²(x)", "sin(x)*sin(x)"],
    ["sin^2(x)", "sin(x)*sin(x)"],
    ["2 sin^2(x) y", "2*sin(x)*sin(x)*y"],
    ["g(x)(y)", "g(x)*y"],
    ["2 g(x)^2", "2*g(x)^2"],
    ["g (x)", "g(x)"],
    ["v(x)[1]", "(v(x))[1]"],
    ["a(x, y)[1]", "a*y"],
    ["2π x", "2*pi*x"],
    ["x⁻² − √y · τ ÷ 2", "x^(-2) - sqrt(y)*tau/2"],
    ["x ≤ y", "x <= y"],
    ["0.5 < x < y", "(0.5 < x) and (x < y)"],
    ["x + y > 1 == 1 > 0", "(x + y > 1) and (1 == 1) and (1 > 0)"],
    ["if(x < y, x, y)", "min(x, y)"],
    ["max(x, y, a)", "max(max(x, y), a)"],
    ["max((x, y, a))", "max(max(x, y), a)"],
    ["h((x, y))", "h(x, y)"],
    ["h(v(x))", "h(x, 2x)"],
    ["dot((x, y), (a, 2))", "x*a + 2*y"],
    ["(x, y) · (a, 2)", "x*a + 2*y"],
    ["(x, y) @ (a, 2)", "x*a + 2*y"],
    ["[[x, y], [1, 2]] @ (a, 2) @ (1, 3)", "x*a + 2*y + 3*(a + 4)"],
    ["norm((x, y))", "sqrt(x*x + y*y)"],
    ["(x, y) × (a, 2)", "2*x - y*a"],
    ["((x, y, 1) × (a, 2, y))[2]", "2*x - y*a"],
    ["sum([x^i for i in 0..2])", "1 + x + x^2"],
    ["prod((x, y, 2)) + mean((x, y))", "2*x*y + (x + y)/2"],
    ["[x, y, a][-1] + [x, y, a][1:][0]", "a + y"],
    ["[1, x, y, a][::-2] · (1, 10)", "a + 10*x"],
    ["v_y(x) + v_0(x)", "3*x"],
    ["(2 v + v)(x)[1]", "6*x"],
    ["(sin + 2)(x)", "sin(x) + 2"],
    ["exp(-g)(x)", "exp(-g(x))"],
    ["w where w = k(x), k(u) = u y", "x*y"],
    ["w + x where w = u^2, u = y", "y*y + x"],
  ])("%s is %s", (text, plain) => {
    const helpers = "a = 3\ng(x) = x^2 + 1\nv(x) = (x, 2x)\nh(x, y) = x - 2y\nF(x, y) = (x, y)\n";
    const program = soundProgram(`${helpers}p(x, y) = ${text}\nq(x, y) = ${plain}`);
    const random = seededRandom(seed + 2);
    for (let i = 0; i < 10; i++) {
      const point = [between(random, 0.2, 3), between(random, 0.2, 3)];
      const [value = Number.NaN] = valueAt(program, "p", point);
      expect(value).toBeCloseTo(valueAt(program, "q", point)[0] ?? Number.NaN, 10);
    }
  });
});
