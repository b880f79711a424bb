/**
 * Reads LaTeX back as a student would and works out its value: products by standing side by side, a function
 * name taking the bracket after it, a minus at the front. It shares nothing with the printers.
 */
export function evaluateLatex(latex: string, bindings: ReadonlyMap<string, number>): number {
  const reader = new LatexReader(latex, bindings);
  const value = reader.sum();
  reader.end();
  return value;
}

type Token = string;

/** Commands, letters, numbers and signs; spaces mean nothing. */
function tokensOf(latex: string): Token[] {
  const tokens = latex.match(/\\[A-Za-z]+|\\[,!|]|\d+(?:\.\d+)?|[A-Za-z]|[^\s]/g) ?? [];
  return tokens.filter((token) => !["\\,", "\\!", "\\left", "\\right"].includes(token));
}

const functions: ReadonlyMap<string, (x: number) => number> = new Map([
  ["\\sin", Math.sin],
  ["\\cos", Math.cos],
  ["\\tan", Math.tan],
  ["\\sinh", Math.sinh],
  ["\\cosh", Math.cosh],
  ["\\tanh", Math.tanh],
  ["\\arctan", Math.atan],
  ["\\ln", Math.log],
  ["\\sigma", (x) => 1 / (1 + Math.exp(-x))],
]);

class LatexReader {
  private readonly tokens: readonly Token[];
  private readonly bindings: ReadonlyMap<string, number>;
  private at = 0;

  constructor(latex: string, bindings: ReadonlyMap<string, number>) {
    this.tokens = tokensOf(latex);
    this.bindings = bindings;
  }

  end(): void {
    if (this.at < this.tokens.length)
      throw new Error(`unread: ${this.tokens.slice(this.at, this.at + 8).join(" ")}`);
  }

  sum(): number {
    let total = this.take("-") ? -this.product() : this.product();
    for (;;) {
      if (this.take("+")) total += this.product();
      else if (this.take("-")) total -= this.product();
      else return total;
    }
  }

  private product(): number {
    let value = this.factor();
    for (;;) {
      if (this.take("\\cdot")) value *= this.factor();
      else if (this.take("/")) value /= this.factor();
      else if (this.beginsFactor()) value *= this.factor();
      else return value;
    }
  }

  private beginsFactor(): boolean {
    const token = this.tokens[this.at];
    return token !== undefined && !["+", "-", ")", "}", "/", "^", "_", "\\cdot", "\\rvert"].includes(token);
  }

  private factor(): number {
    const value = this.atom();
    return this.take("^") ? value ** this.group() : value;
  }

  private atom(): number {
    const token = this.tokens[this.at++];
    if (token === undefined) throw new Error("an expression is missing");
    const apply = functions.get(token);
    if (apply) {
      const exponent = this.take("^") ? this.group() : 1;
      return apply(this.bracket()) ** exponent;
    }
    if (token === "\\operatorname") return this.operator();
    if (/^\d/.test(token)) return Number(token);
    const bound = this.bindings.get(token);
    if (bound !== undefined) return bound;
    switch (token) {
      case "e":
        return Math.E;
      case "\\pi":
        return Math.PI;
      case "(":
        this.at -= 1;
        return this.bracket();
      case "{":
        this.at -= 1;
        return this.group();
      case "\\lvert":
        this.at -= 1;
        return Math.abs(this.enclosed("\\lvert", "\\rvert"));
      case "\\frac": {
        const over = this.group();
        return over / this.group();
      }
      case "\\sqrt": {
        if (!this.take("[")) return Math.sqrt(this.group());
        this.expect("3");
        this.expect("]");
        return Math.cbrt(this.group());
      }
      default:
        throw new Error(`cannot read ${token}`);
    }
  }

  private operator(): number {
    this.expect("{");
    let name = "";
    while (!this.take("}")) name += this.tokens[this.at++];
    if (name !== "sgn") throw new Error(`unknown function ${name}`);
    const exponent = this.take("^") ? this.group() : 1;
    return Math.sign(this.bracket()) ** exponent;
  }

  private bracket(): number {
    return this.enclosed("(", ")");
  }

  private group(): number {
    return this.enclosed("{", "}");
  }

  private enclosed(open: string, close: string): number {
    this.expect(open);
    const value = this.sum();
    this.expect(close);
    return value;
  }

  private take(token: string): boolean {
    if (this.tokens[this.at] !== token) return false;
    this.at += 1;
    return true;
  }

  private expect(token: string): void {
    if (!this.take(token)) throw new Error(`expected ${token}, found ${this.tokens[this.at]}`);
  }
}
