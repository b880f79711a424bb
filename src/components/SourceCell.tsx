import { useRef } from "react";
import { Editor } from "./Editor.tsx";
import type { EditorHandle } from "./editor/create-editor.ts";
import { Diagnostics } from "./later.tsx";
import { Sliders } from "./Sliders.tsx";

/** A code cell: its text, what is wrong with it, and its numbers as sliders. */
export function SourceCell({ id }: { id: string }) {
  const editor = useRef<EditorHandle>(null);
  return (
    <>
      <Editor id={id} handle={editor} />
      <Diagnostics id={id} onShow={(from, to) => editor.current?.select(from, to)} />
      <Sliders id={id} />
    </>
  );
}
