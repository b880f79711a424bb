import { useCallback, useRef, useState } from "react";
import type { Watch } from "../shaders/plane-client.ts";

/** How far a file is. */
export type Making =
  | { readonly status: "idle" }
  | { readonly status: "making"; readonly progress: number }
  | { readonly status: "failed"; readonly message: string };

/** Makes one file at a time; null comes of one that was cancelled or failed. */
export function useMaking(): {
  readonly making: Making;
  make(work: (watch: Watch) => Promise<Blob>): Promise<Blob | null>;
  cancel(): void;
} {
  const [making, setMaking] = useState<Making>({ status: "idle" });
  const controller = useRef<AbortController | null>(null);
  const cancel = useCallback(() => controller.current?.abort(), []);
  const make = useCallback(async (work: (watch: Watch) => Promise<Blob>) => {
    const own = new AbortController();
    controller.current = own;
    setMaking({ status: "making", progress: 0 });
    const onProgress = (progress: number) => {
      if (!own.signal.aborted) setMaking({ status: "making", progress });
    };
    try {
      const blob = await work({ signal: own.signal, onProgress });
      setMaking({ status: "idle" });
      return own.signal.aborted ? null : blob;
    } catch (error) {
      const message = error instanceof Error ? error.message : String(error);
      setMaking(own.signal.aborted ? { status: "idle" } : { status: "failed", message });
      return null;
    }
  }, []);
  return { making, make, cancel };
}
