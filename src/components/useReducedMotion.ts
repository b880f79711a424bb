import { useSyncExternalStore } from "react";

const reduced = () => window.matchMedia("(prefers-reduced-motion: reduce)");

function watch(changed: () => void): () => void {
  const query = reduced();
  query.addEventListener("change", changed);
  return () => query.removeEventListener("change", changed);
}

/** Whether the system asks for less motion. */
export function useReducedMotion(): boolean {
  return useSyncExternalStore(watch, () => reduced().matches);
}
