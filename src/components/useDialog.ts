import { type ComponentType, useState } from "react";
import { useSession } from "./session.ts";

export type Dialog = ComponentType<{ readonly onClose: () => void }>;

/**
 * A dialog while it is open, and how to open and to close it. It is loaded when it is opened; where it cannot be had, the
 * page says so, and it is tried again the next time.
 */
export function useDialog(
  name: string,
  load: () => Promise<Dialog>,
): readonly [Dialog | null, (open: boolean) => void] {
  const { notebook } = useSession();
  const [dialog, setDialog] = useState<Dialog | null>(null);
  const show = (open: boolean) => {
    if (!open) {
      setDialog(null);
      return;
    }
    load().then(
      (loaded) => setDialog(() => loaded),
      () => notebook.set({ refusal: `“${name}” could not be loaded.` }),
    );
  };
  return [dialog, show];
}
