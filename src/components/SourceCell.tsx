import { useRef } from "react";
import { Diagnostics } from "./Diagnostics.tsx";
import { Editor } from "./Editor.tsx";
import type { EditorHandle } from "./editor/create-editor.ts";
import { Formulas } from "./Formulas.tsx";
import { SliceControls } from "./later.tsx";
import { Sliders } from "./Sliders.tsx";

/** Everything that is written, and how it was read. */
export function SourceCell() {
  const editor = useRef<EditorHandle>(null);
  return (
    <>
      <Editor handle={editor} />
      <Diagnostics onShow={(from, to) => editor.current?.select(from, to)} />
      <Sliders />
      <SliceControls />
      <Formulas />
    </>
  );
}
