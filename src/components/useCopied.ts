import { useEffect, useState } from "react";

/** How long what came of it stays on show, in milliseconds. */
const saidTime = 1600;

/** Copies a text, and tells for a moment what came of it; null before and after. */
export function useCopied(text: string): [said: string | null, copy: () => void] {
  const [said, setSaid] = useState<string | null>(null);
  useEffect(() => {
    if (!said) return;
    const timer = setTimeout(() => setSaid(null), saidTime);
    return () => clearTimeout(timer);
  }, [said]);
  const copy = () =>
    void copyText(text).then(
      () => setSaid("Copied"),
      () => setSaid("Not allowed here"),
    );
  return [said, copy];
}

/** Rejects where the browser does not let this page copy. */
async function copyText(text: string): Promise<void> {
  // Pages that came over plain http have no clipboard, but what is selected on them can be copied.
  if (navigator.clipboard) await navigator.clipboard.writeText(text);
  else if (!copySelected(text)) throw new Error("The browser did not copy.");
}

function copySelected(text: string): boolean {
  const { activeElement } = document;
  const area = document.createElement("textarea");
  area.className = "unseen";
  area.value = text;
  // Beside what has the focus: what is outside a dialog cannot be selected.
  (activeElement?.parentElement ?? document.body).append(area);
  area.select();
  const isCopied = document.execCommand("copy");
  area.remove();
  (activeElement as HTMLElement | null)?.focus();
  return isCopied;
}
