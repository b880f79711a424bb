import { useRef } from "react";
import { withDocuments } from "../app/library/with-documents.ts";
import { useSession } from "./session.ts";

/** Asks for a file and opens the document that it is or carries. */
export function OpenButton() {
  const session = useSession();
  const input = useRef<HTMLInputElement>(null);
  return (
    <>
      <button type="button" className="fitting" data-command="open" onClick={() => input.current?.click()}>
        Open…
      </button>
      <input
        ref={input}
        type="file"
        accept=".png,.json"
        hidden
        onChange={async ({ target }) => {
          const file = target.files?.[0];
          if (file)
            await withDocuments(session, async () =>
              (await import("../app/export/open-file.ts")).openFile(session, file),
            );
          // The same file can be chosen again.
          target.value = "";
        }}
      />
    </>
  );
}
