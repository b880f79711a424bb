/**
 * What a formula looks like: the few shapes that both MathML Core and LaTeX have. Brackets are explicit here;
 * a printer only has to spell the shapes.
 */
export type Box =
  | { readonly box: "identifier"; readonly text: string }
  | { readonly box: "number"; readonly text: string }
  | { readonly box: "operator"; readonly operator: Operator; readonly prefix: boolean }
  | { readonly box: "times"; readonly space: boolean }
  | { readonly box: "application" }
  | { readonly box: "text"; readonly text: string }
  | { readonly box: "quad" }
  | { readonly box: "row"; readonly items: readonly Box[] }
  | { readonly box: "fraction"; readonly over: Box; readonly under: Box }
  | { readonly box: "scripts"; readonly base: Box; readonly lower: Box | null; readonly upper: Box | null }
  | { readonly box: "root"; readonly radicand: Box; readonly degree: number }
  | { readonly box: "fenced"; readonly bracket: Bracket; readonly inner: Box }
  | {
      readonly box: "table";
      readonly rows: readonly (readonly Box[])[];
      readonly purpose: "matrix" | "cases";
    };

export type Operator =
  | "+"
  | "−"
  | "⋅"
  | "×"
  | "/"
  | ","
  | ":"
  | "="
  | "<"
  | "≤"
  | ">"
  | "≥"
  | "≠"
  | "∈"
  | "∇"
  | "Δ"
  | "…";

/** Brackets by their opening sign. */
export type Bracket = "(" | "|" | "‖" | "⌊" | "⌈";

export const row = (...items: readonly Box[]): Box =>
  items.length === 1 && items[0] ? items[0] : { box: "row", items };
export const operator = (name: Operator, prefix = false): Box => ({
  box: "operator",
  operator: name,
  prefix,
});
export const textBox = (text: string): Box => ({ box: "text", text });
export const fenced = (bracket: Bracket, inner: Box): Box => ({ box: "fenced", bracket, inner });

/** True where brackets around the box have to grow. */
export function isTall(box: Box): boolean {
  switch (box.box) {
    case "fraction":
    case "table":
    case "root":
      return true;
    case "row":
      return box.items.some(isTall);
    case "scripts":
      return isTall(box.base) || (box.upper !== null && isTall(box.upper));
    case "fenced":
      return isTall(box.inner);
    default:
      return false;
  }
}
