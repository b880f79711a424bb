import { useState } from "react";
import type { Documents } from "../app/library/documents.ts";
import { withDocuments } from "../app/library/with-documents.ts";
import { useNotebook, useSession } from "./session.ts";

/** What other tabs have to do with the document: they have changed or deleted it, or have it open as well. */
export function TabNotice() {
  const showing = useNotebook((state) => state.showing);
  const saving = useNotebook((state) => state.saving);
  const elsewhere = useNotebook((state) => state.elsewhere);
  if (showing !== "page") return null;
  if (saving === "conflict") return <Conflict />;
  if (saving === "deleted") return <Deleted />;
  return elsewhere && <Elsewhere />;
}

/** Another tab has changed the document: which text it is to have is for people to say. */
function Conflict() {
  const session = useSession();
  const choose = (act: (documents: Documents) => unknown) => () => void withDocuments(session, act);
  return (
    <p role="alert">
      This document was changed in another tab. Nothing is lost: choose which it is to be.
      <button type="button" onClick={choose(({ autosave }) => autosave.keepMine())}>
        Keep mine
      </button>
      <button type="button" onClick={choose(({ takeTheirs }) => takeTheirs())}>
        Take the other tab's
      </button>
      <button type="button" onClick={choose(({ autosave }) => autosave.keepBoth())}>
        Keep both
      </button>
    </p>
  );
}

/** Another tab has deleted the document: what is on show is all there is of it. */
function Deleted() {
  const session = useSession();
  const keep = ({ autosave }: Documents) => {
    autosave.touch();
    autosave.flush();
  };
  return (
    <p role="alert">
      This document was deleted in another tab. It is on show here, and gone when you leave.
      <button type="button" onClick={() => void withDocuments(session, keep)}>
        Keep it
      </button>
    </p>
  );
}

/** Said once, until the other tab has gone and one comes again. */
function Elsewhere() {
  const session = useSession();
  const [understood, setUnderstood] = useState(false);
  if (understood) return null;
  const copy = () => withDocuments(session, ({ openCopy }) => session.notebook.set({ refusal: openCopy() }));
  return (
    <p>
      This document is also open in another tab. Where both change it, you are asked which it is to be.
      <button type="button" onClick={() => void copy()}>
        Open as a copy
      </button>
      <button type="button" onClick={() => setUnderstood(true)}>
        Go on
      </button>
    </p>
  );
}
