/**
 * Texts made to overflow, to hang or to explode, by name. Kept for ever: each was or could have been a way to
 * stop a page.
 */

/** As often as fits into the longest text that is read. */
function filled(piece: string): string {
  return piece.repeat(Math.floor(99_000 / piece.length));
}

function lines(count: number, line: (i: number) => string): string {
  return Array.from({ length: count }, (_, i) => line(i)).join("\n");
}

const field = "F(x, y) = (f60(x), y)";

export const hostileSources: Readonly<Record<string, string>> = {
  "brackets, closed": `a = ${"(".repeat(49_000)}1${")".repeat(49_000)}`,
  "brackets, open": `a = ${"(".repeat(99_000)}`,
  "brackets, closing": `a = ${")".repeat(99_000)}`,
  "brackets, mixed": filled("([)]"),
  "brackets, lines": filled("(\n"),
  "brackets, definitions": filled("a = (\n"),
  "brackets, heads": filled("f(x,\n"),
  "list in list": `a = ${"[".repeat(199)}1${"]".repeat(199)}`,
  signs: `a = ${"-".repeat(99_000)}1`,
  nots: `a = ${"not ".repeat(20_000)}1`,
  powers: `a = 1${"^2".repeat(49_000)}`,
  sums: `a = 1${"+1".repeat(49_000)}`,
  products: `a = 1${" x".repeat(49_000)}`,
  comparisons: `a = 1${"<1".repeat(49_000)}`,
  roots: `a = ${"√".repeat(90_000)}2`,
  nablas: `a = ${"∇".repeat(90_000)}f`,
  calls: `a = ${"f(".repeat(49_000)}`,
  "calls, closed": `f(x) = x\na = ${"f(".repeat(20_000)}1${")".repeat(20_000)}`,
  "calls, below the limit": `f(x) = x\na = ${"f(".repeat(190)}1${")".repeat(190)}`,
  "calls of numbers": `x = 1\na = x${"(x)".repeat(30_000)}`,
  indices: `a = x${"[0]".repeat(30_000)}`,
  superscripts: `a = 2${"²".repeat(90_000)}`,
  newlines: "\n".repeat(99_000),
  "carriage returns": "\r".repeat(99_000),
  spaces: `${" ".repeat(99_000)}a = 1`,
  semicolons: ";".repeat(99_000),
  comments: filled("#\n"),
  "comments that might go on": `a = 1${filled("\n#")}`,
  "comment without end": `#${"x".repeat(99_000)}`,
  equals: "=".repeat(99_000),
  commas: `a = (${"1,".repeat(49_000)}1)`,
  dots: `a = ${".".repeat(99_000)}`,
  quotes: filled(`"'|{`),
  "mathematical soup": filled("∇·×²√≤φ(]"),
  surrogates: filled("\ud835\udc65\udfff"),
  "long name": `a = ${"x".repeat(99_000)}`,
  "long names": `${lines(40, (i) => `${"x".repeat(2_000)}${i} = ${"x".repeat(400)}y${i}`)}`,
  "long number": `a = ${"9".repeat(99_000)}`,
  "long exponent": `a = 1e${"9".repeat(90_000)}`,
  "huge numbers":
    "a = 1e308 * 1e308 in [-1e308, 1e308]\nb = 1e400\nc = 5e-324 in [0, 1e-323]\nF(x: R^1e300) = x",
  "many definitions": lines(9_000, (i) => `a${i}=${i}`),
  "many mistakes": lines(2_500, (i) => `name${i} = nmae${i} + aaaaaaaaaaab`),
  "many half lines": filled("a = b +\n"),
  "many words": filled("where in for and or not step\n"),
  "many arguments": `F(${Array.from({ length: 15_000 }, (_, i) => `a${i}`).join(",")}) = 1`,
  "many helpers": `F(x,y) = (x,y) where ${Array.from({ length: 8_000 }, (_, i) => `u${i}=x`).join(", ")}`,
  "helpers that need each other": `f(x) = u0(x) where ${Array.from({ length: 3_000 }, (_, i) => `u${i}(y)=u${i + 1}(y)+x`).join(", ")}, u3000(y)=y`,
  "long chain of values": lines(4_000, (i) => `a${i}=a${i + 1}+1`),
  "long chain of calls": `f0(x)=sin(x)\n${lines(3_000, (i) => `f${i + 1}(v${i})=f${i}(v${i})+1`)}`,
  "calls, two names": `f0(x)=sin(x)\n${lines(3_000, (i) => (i % 2 ? `f${i + 1}(x)=f${i}(x)+1` : `f${i + 1}(y)=f${i}(y)+1`))}`,
  "long chain of vectors": `f0(x: R^20)=sin(x)\n${lines(900, (i) => `f${i + 1}(x: R^20)=sin(f${i}(x))+x`)}\nF(x: R^20)=f900(x)\ng(x: R^20)=f900(x)[0]\nd=div(F)`,
  "long chain of derivatives": `f0(x)=sin(x)\n${lines(2_500, (i) => `f${i + 1}(x)=sin(f${i}(x))`)}\nF(x,y)=(f2500(x),y)\nd=div(F)\ne=laplacian(F)`,
  "long circle": lines(4_000, (i) => `a${i}=a${(i + 1) % 4_000}+x`),
  "many circles": lines(4_000, (i) => `a${i}=a${i ^ 1}`),
  "everything uses everything": lines(
    150,
    (i) => `a${i}=${Array.from({ length: 150 }, (_, j) => `a${j}`).join("+")}`,
  ),
  "60 doublings by composition": `f0(x)=sin(x)\n${lines(60, (i) => `f${i + 1}(x)=f${i}(f${i}(x))`)}\n${field}`,
  "60 doublings by two calls": `f0(x)=sin(x)\n${lines(60, (i) => `f${i + 1}(x)=f${i}(x+1)*f${i}(x-1)`)}\n${field}`,
  "60 doublings that are shared": `f0(x)=sin(x)\n${lines(60, (i) => `f${i + 1}(x)=f${i}(x)+f${i}(x)`)}\n${field}`,
  "60 doublings in where": `F(x, y) = (f60(x), y) where ${Array.from({ length: 60 }, (_, i) => `f${i + 1}(x)=f${i}(f${i}(x))`).join(", ")}, f0(x)=y sin(x)`,
  "60 doublings of functions": `f0(x)=sin(x)\n${lines(60, (i) => `f${i + 1}=f${i}(f${i})+f${i}`)}\n${field}`,
  "60 doublings of vectors": `v0=(1,2)\n${lines(60, (i) => `v${i + 1}=(v${i},v${i})`)}`,
  "Laplacians of Laplacians": `g0(x,y)=exp(sin(x y))\n${lines(60, (i) => `g${i + 1}=laplacian(g${i})`)}`,
  "Laplacians in brackets": `g(x,y)=exp(sin(x y))\nh = ${"laplacian(".repeat(90)}g${")".repeat(90)}`,
  "gradients in brackets": `g(x)=exp(sin(x))\nh = ${"grad(".repeat(90)}g${")".repeat(90)}`,
  "Jacobian of many": "F(x: R^3000) = [sin(sum(x)) for i in 0..2999]\nJ = jacobian(F)",
  "Laplacian of many": "f(x: R^5000)=sum(x)^2\nd = laplacian(f)",
  "10,000 dimensions": "F(x: R^10000) = [x[i]^i for i in 0..9999]",
  "10,000 dimensions squared": "a = [[1 for i in 0..9999] for j in 0..9999]",
  "100 to the fourth": "a = [[[[i j k l for i in 0..99] for j in 0..99] for k in 0..99] for l in 0..99]",
  "comprehension without bound": "a=[1 for i in 0..1e300]\nb=[1 for i in -inf..inf]\nc=[1 for i in 0..inf]",
  "comprehension over slices": "F(x: R^10000) = [sum(x[i:]) for i in 0..9999]",
  "huge identity": "a = eye(100000)",
  "huge random arrays":
    "a = randn(1e6)\nb = uniform(1e9, 1e9)\nc = rademacher(inf)\nd = randn(1e300, seed=1e300)",
  "huge constants":
    "a = zeros(1e300)\nb = ones(1e5, 1e5)\nc = range(1e9)\nd = linspace(0, 1, 1e9)\ne = range(0, inf)",
  "huge outer products":
    "v = range(10000)\na = outer(v, v)\nb = diag(v)\nc = ones(10000, 1) @ ones(1, 10000)",
  "identities of identities": "a = [sum(eye(100)[0]) for i in 0..9999]",
  "powers of a random matrix": `A = randn(100, 100)\nB = ${Array.from({ length: 60 }, () => "A").join(" @ ")}`,
  "60 doublings by concat": `v0=ones(2)\n${lines(60, (i) => `v${i + 1}=concat(v${i}, v${i})`)}`,
  "60 doublings of entries": `f0(x: R^20)=x\n${lines(60, (i) => `f${i + 1}(x: R^20)=sin(f${i}(x)) f${i}(x)[0]+f${i}(x)`)}\ng(x: R^20)=f60(x)[1]`,
  "products of unknown matrices": "f(A: R^(100×100)) = transpose(A) @ A",
  "wide layers":
    "A = randn(100, 100)\nF(x: R^100) = A @ tanh(A @ tanh(A @ x))\nd = div(F)\nG(x: R^100) = vjp(F, x, jvp(F, x, x))",
  "derivatives along themselves": `g0(x)=exp(sin(x))\n${lines(60, (i) => `g${i + 1}(x)=jvp(g${i}, x, g${i}(x))`)}`,
  "derivatives by name": `g(x)=exp(sin(x))\nh = ${"D(".repeat(90)}g${", x)".repeat(90)}`,
  "pullback of differences":
    "f(x: R^5000) = x[1:] - x[:-1]\ng(x: R^5000) = vjp(f, x, x[1:])\nh(x: R^5000) = jvp(f, x, x)",
  "pullback of a matrix": "f(A: R^(100×100)) = sum(A @ A[0])\ng(A: R^(100×100)) = vjp(f, A, 1)",
  "matrix product": `A = [${Array.from({ length: 100 }, (_, i) => `[${Array.from({ length: 100 }, (_, j) => `x${(i + j) % 3}`).join(",")}]`).join(",")}]\nx0=1\nx1=2\nx2=3\nB = A @ A @ A @ A @ A`,
  "long rows": `F(x, y) = (${Array.from({ length: 2_000 }, (_, i) => `sin(${i} x) + cos(${i} y)`).join(" ,")})`,
  "powers of z": `f(z: C) = z${"^z".repeat(190)}`,
  "a complex sum": `f(z: C) = z${"+i z".repeat(190)}`,
  "complex functions of each other": `f0(z: C) = z^2 + i\n${lines(60, (i) => `f${i + 1}(z: C) = f${i}(z) f${i}(1/z) + sqrt(f${i}(z))`)}`,
  "complex nonsense": "f(z: C, z: C, w: C^C, i: ℂ) = (z, i)[z] + C(z) where i = z, i(z: C) = i(i)",
  "the imaginary unit everywhere": "i(i: C) = i(i) i[i]^i where i = i\nf(i: C) = i^i^i i",
};
