import { classHighlighter, highlightTree } from "@lezer/highlight";
import { expect, test } from "vitest";
import { deldotParser, indentationAfter } from "./highlight.ts";

function styled(source: string): string[] {
  const styles: string[] = [];
  highlightTree(deldotParser.parse(source), classHighlighter, (from, to, classes) => {
    styles.push(`${source.slice(from, to)} ${classes.replaceAll("tok-", "")}`);
  });
  return styles;
}

test("every kind of token has a style", () => {
  expect(styled("a = 1.5 in [0, 3] step c # slider")).toEqual([
    "a variableName definition",
    "= operator",
    "1.5 number",
    "in keyword",
    "[ punctuation",
    "0 number",
    ", punctuation",
    "3 number",
    "] punctuation",
    "step keyword",
    "c variableName",
    "# slider comment",
  ]);
  expect(styled("F(x, y: R^3) = ∇φ(x) and u where u = -step(x²)")).toEqual([
    "F variableName definition",
    "( punctuation",
    "x variableName local",
    ", punctuation",
    "y variableName local",
    ": operator",
    "R variableName",
    "^ operator",
    "3 number",
    ") punctuation",
    "= operator",
    "∇ operator",
    "φ variableName",
    "( punctuation",
    "x variableName",
    ") punctuation",
    "and keyword",
    "u variableName",
    "where keyword",
    "u variableName definition",
    "= operator",
    "- operator",
    "step variableName",
    "( punctuation",
    "x variableName",
    "² operator",
    ") punctuation",
  ]);
});

test("half-typed text keeps its colours", () => {
  expect(styled("F(x, y) = (sin(x\nb = 2")).toContain("b variableName definition");
});

test("a line is indented inside brackets and after =", () => {
  expect(indentationAfter("F(x, y) = (x,")).toBe(2);
  expect(indentationAfter("F(x, y) =  # two components")).toBe(2);
  expect(indentationAfter("a = 1\nF(x, y) = (x, y) where")).toBe(2);
  expect(indentationAfter("F(x, y) = (\n  x,")).toBe(2);
  expect(indentationAfter("F(x, y) = (\n  x, y)")).toBe(0);
  expect(indentationAfter("F(x, y) = (x, y)")).toBe(0);
});
