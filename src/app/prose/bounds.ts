/** The bounds of one text, each with its reason. What passes one is shown as it was typed, with a sentence that says so. */
export const bounds = {
  /** Characters: twenty printed pages, set in a fifth of a second. */
  length: 50_000,
  /** Characters looked at, step by step: half a second. A single paragraph of six printed pages takes half of them. */
  work: 30_000_000,
  /** Quotes within lists within quotes, and emphasis within links: keeps every recursive walk far from the stack's end. */
  nesting: 24,
  /** Formulas: a text with more is a table of values, and belongs into a cell that computes them. */
  formulas: 1_000,
  /** Characters of one formula: a screenful of TeX. */
  formulaLength: 2_000,
  /** Elements of one formula within one another: browsers lay MathML out level by level, and some twice a level. */
  formulaDepth: 60,
  /** Elements of all formulas together: half a second to lay out. */
  formulaElements: 30_000,
} as const;
