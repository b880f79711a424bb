import { useEffect } from "react";
import { useNotebook } from "./session.ts";

/** Forgets what was of a document when another one has been opened in its place. */
export function useAnotherDocument(forget: () => void): void {
  const replaced = useNotebook((state) => state.replaced);
  // biome-ignore lint/correctness/useExhaustiveDependencies: only another document is a reason.
  useEffect(forget, [replaced]);
}
