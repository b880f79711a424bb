import { type ChangeEvent, type FocusEvent, type KeyboardEvent, useState } from "react";
import { keyOf } from "../app/commands/key-of.ts";

/**
 * What is being typed into a field, and what the field listens to for it. It takes effect at each key if it can, and stays as
 * typed until the field is left or Enter is pressed; then the field shows the text that came of it, which may be a shorter
 * one where the focus is elsewhere. Undoing first takes back what had no effect.
 */
export function useDraft(text: string, enter: (typed: string) => void, shorter = text) {
  const [focused, setFocused] = useState(false);
  const [draft, setDraft] = useState<{ readonly typed: string; readonly before: string } | null>(null);
  const end = () => setDraft(null);
  return {
    value: draft?.typed ?? (focused ? text : shorter),
    onFocus({ currentTarget }: FocusEvent<HTMLInputElement>) {
      setFocused(true);
      // Reached by keys it is selected, also where it has just become longer; a click then puts the caret.
      queueMicrotask(() => currentTarget.select());
    },
    onChange({ target: { value: typed } }: ChangeEvent<HTMLInputElement>) {
      setDraft({ typed, before: text });
      enter(typed);
    },
    onBlur() {
      end();
      setFocused(false);
    },
    onKeyDown(event: KeyboardEvent) {
      const { key, ctrlKey, metaKey, currentTarget } = event;
      if (key === "Enter" || key === "Escape") end();
      // What is written in a dialog is none of the document, and undone by the browser.
      if (!(ctrlKey || metaKey) || !/^[zy]$/.test(keyOf(event)) || currentTarget.closest("dialog")) return;
      if (draft?.before === text && draft.typed !== text) event.preventDefault();
      end();
    },
  };
}
