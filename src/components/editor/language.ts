import type { CompletionContext, CompletionResult } from "@codemirror/autocomplete";
import { indentService, LRLanguage } from "@codemirror/language";
import { type EditorState, type Extension, StateEffect, StateField } from "@codemirror/state";
import { EditorView, showTooltip, type Tooltip } from "@codemirror/view";
import type { CellReading } from "../../app/store/reading.ts";
import { type CompletionKind, completionsAt, signatureAt } from "../../engine/language/completions.ts";
import { deldotParser, indentationAfter, languageData } from "../../engine/language/highlight.ts";

/** Gives the editor what the checker made of its text, among those of the other cells. */
export const setReading = StateEffect.define<CellReading>();

const readingField = StateField.define<CellReading | null>({
  create: () => null,
  update(reading, transaction) {
    let next = reading;
    for (const effect of transaction.effects) if (effect.is(setReading)) next = effect.value;
    return next;
  },
});

/** The reading, where it is that of the present text. */
function presentReading(state: EditorState): CellReading | null {
  const reading = state.field(readingField);
  return reading && reading.source.length === state.doc.length && reading.source === state.doc.toString()
    ? reading
    : null;
}

/** Letters typed before names are offered unasked: one letter is most often a variable. */
const lettersBeforeOffer = 2;
const name = /[\p{Letter}_][\p{Letter}\d_₀-₉]*/u;
const wholeName = /^[\p{Letter}_][\p{Letter}\d_₀-₉]*$/u;

/** What stands nearer is offered first. */
const nearness: Readonly<Record<CompletionKind, number>> = {
  argument: 4,
  slider: 3,
  field: 3,
  value: 3,
  function: 1,
  operator: 1,
  constant: 1,
  word: 0,
};

/** Names that fit what is being typed. */
export function completeNames(context: CompletionContext): CompletionResult | null {
  const reading = presentReading(context.state);
  const typed = context.matchBefore(name);
  if (!reading || (!context.explicit && (typed?.text.length ?? 0) < lettersBeforeOffer)) return null;
  return {
    from: typed?.from ?? context.pos,
    options: completionsAt(reading.program, reading.from + context.pos).map(
      ({ label, kind, signature, description }) => ({
        label,
        type: kind,
        boost: nearness[kind],
        detail: signature === label ? description : signature,
        ...(signature === label ? {} : { info: description }),
      }),
    ),
    validFor: wholeName,
  };
}

/** The signature of the function whose brackets the cursor is in, above it. */
const signatureHint = showTooltip.compute([readingField, "selection"], (state): Tooltip | null => {
  const reading = presentReading(state);
  const { main } = state.selection;
  const help = reading && main.empty ? signatureAt(reading.program, reading.from + main.head) : null;
  if (!help) return null;
  return {
    pos: main.head,
    above: true,
    create() {
      const dom = document.createElement("div");
      dom.className = "cm-signature";
      dom.textContent = `${help.signature}: ${help.description}`;
      return { dom };
    },
  };
});

/** Hidden while the editor is not being worked in. */
const hintTheme = EditorView.theme({
  ".cm-signature": { padding: "3px 10px", fontFamily: "var(--sans)", fontSize: "12.5px" },
  "&:not(.cm-focused) .cm-signature": { display: "none" },
});

/** The field language for the editor: the engine's own parser, so that colours and meaning cannot disagree. */
export const deldotLanguage: Extension = [
  LRLanguage.define({ parser: deldotParser, languageData: { ...languageData } }),
  indentService.of((context, position) => indentationAfter(context.state.sliceDoc(0, position))),
  readingField,
  signatureHint,
  hintTheme,
];
