import {
  acceptCompletion,
  autocompletion,
  closeBrackets,
  closeBracketsKeymap,
  completionKeymap,
  completionStatus,
  moveCompletionSelection,
} from "@codemirror/autocomplete";
import { defaultKeymap } from "@codemirror/commands";
import { bracketMatching, syntaxHighlighting } from "@codemirror/language";
import { setDiagnostics } from "@codemirror/lint";
import { Annotation, EditorState } from "@codemirror/state";
import { EditorView, keymap, placeholder } from "@codemirror/view";
import { inTask } from "../../app/latest.ts";
import type { CellReading } from "../../app/store/reading.ts";
import { differenceOf } from "../../app/store/slider.ts";
import { completeNames, deldotLanguage, setReading } from "./language.ts";
import { editorTheme, highlightStyle } from "./theme.ts";

/** Where source is written, be it the editor or the plain text area before it has come. */
export interface EditorPlace {
  select(from: number, to: number): void;
  focus(): void;
}

export interface EditorHandle extends EditorPlace {
  /**
   * Makes the text this one, by the smallest change, and shows what the checker made of it: underlines, names to offer. In
   * a task of its own, and only the latest, since with each change the editor has the page laid out anew.
   */
  show(reading: CellReading): void;
  destroy(): void;
}

/** What the editor asks of the notebook. It undoes nothing: that is the page's, and goes back over cells and settings, too. */
interface EditorActions {
  change(text: string): void;
  /** Goes on to the next cell. */
  leave(): void;
}

/** Marks changes that came from outside, so that they are not reported back. */
const fromOutside = Annotation.define<boolean>();

/**
 * Tab takes the chosen name, or the first where none was chosen. Enter takes only a chosen one: it is for new lines,
 * also while names are on offer.
 */
function takeCompletion(view: EditorView): boolean {
  if (completionStatus(view.state) !== "active") return false;
  return acceptCompletion(view) || (moveCompletionSelection(true)(view) && acceptCompletion(view));
}

/**
 * Text typed over a selection is put in here, because the browser would leave style attributes on the lines it
 * joins, and the page's policy forbids those.
 */
const typeOverSelection = EditorView.domEventHandlers({
  beforeinput({ inputType, data, isComposing, cancelable }, view) {
    const { main } = view.state.selection;
    if (inputType !== "insertText" || data === null || isComposing || !cancelable || main.empty) return false;
    const insert = () =>
      view.state.update(view.state.replaceSelection(data), { userEvent: "input.type", scrollIntoView: true });
    const handlers = view.state.facet(EditorView.inputHandler);
    if (!handlers.some((handle) => handle(view, main.from, main.to, data, insert))) view.dispatch(insert());
    return true;
  },
});

/**
 * A CodeMirror editor in a shadow root: there its styles are constructed style sheets, which the page's policy
 * allows, and no inline style text.
 */
export function createEditor(root: ShadowRoot, text: string, actions: EditorActions): EditorHandle {
  const leave = () => {
    actions.leave();
    return true;
  };
  const view = new EditorView({
    root,
    parent: root,
    state: EditorState.create({
      doc: text,
      extensions: [
        deldotLanguage,
        syntaxHighlighting(highlightStyle),
        bracketMatching(),
        closeBrackets(),
        autocompletion({ override: [completeNames], icons: false, selectOnOpen: false }),
        keymap.of([
          { key: "Tab", run: takeCompletion },
          // Before the editor's own keys, which have a new line for it.
          { key: "Shift-Enter", run: leave },
          ...closeBracketsKeymap,
          ...defaultKeymap,
          ...completionKeymap,
        ]),
        typeOverSelection,
        EditorView.lineWrapping,
        placeholder("F(x, y) = (x, y)"),
        // A long text is scrolled by keys: what is written in has the focus anyway, and says so.
        EditorView.contentAttributes.of({
          "aria-label": "Source of the field",
          spellcheck: "false",
          tabindex: "0",
        }),
        EditorView.updateListener.of((update) => {
          if (!update.docChanged) return;
          if (update.transactions.some((transaction) => transaction.annotation(fromOutside))) return;
          actions.change(update.state.doc.toString());
        }),
        editorTheme,
      ],
    }),
  });

  let latest: CellReading | null = null;
  const showing = inTask(() => {
    if (latest) show(latest);
  });
  // What is typed is typed into the present text. Asked within the editor: browsers keep the root of one that is gone.
  for (const typing of ["keydown", "beforeinput", "pointerdown"] as const)
    view.dom.addEventListener(typing, showing.now, { capture: true });

  function show(reading: CellReading): void {
    const present = view.state.doc.toString();
    const { source } = reading;
    const { length } = view.state.toText(source);
    const shown = reading.diagnostics
      .map(({ from, to, severity, message }) => ({
        from: from - reading.from,
        to: to - reading.from,
        severity,
        message,
      }))
      .filter(({ to }) => to <= length);
    const change = source !== present && {
      changes: differenceOf(present, source),
      annotations: fromOutside.of(true),
      userEvent: "input.outside",
    };
    view.dispatch({ ...change, effects: setReading.of(reading) }, setDiagnostics(view.state, shown));
  }

  return {
    show(reading) {
      latest = reading;
      showing.ask();
    },
    select(from, to) {
      showing.now();
      const length = view.state.doc.length;
      const anchor = Math.min(from, length);
      view.dispatch({ selection: { anchor, head: Math.min(to, length) }, scrollIntoView: true });
      view.focus();
    },
    focus: () => view.focus(),
    destroy() {
      latest = null;
      view.destroy();
    },
  };
}
