import type { Page } from "@playwright/test";

/**
 * Milliseconds in which a page may do nothing else, whatever it is given. On an idle machine it is a third of that; tests
 * have others beside them.
 */
export const longestGap = 2500;

/** A watch over the page's turns, on the page. */
export interface Turns {
  /** Begins anew. */
  begin(): void;
  /** The longest time between two turns since then, once they have followed each other at once for so many milliseconds. */
  settled(quiet: number): Promise<number>;
}

declare global {
  interface Window {
    turns: Turns;
  }
}

/** Puts a watch on a page that is there. */
export async function watchTurns(page: Page): Promise<void> {
  await page.evaluate(() => {
    /** Milliseconds between turns that nobody notices, with what a timer may be late by. */
    const atOnce = 60;
    let last = performance.now();
    let busyUntil = last;
    let gap = 0;
    setInterval(() => {
      const now = performance.now();
      gap = Math.max(gap, now - last);
      if (now - last > atOnce) busyUntil = now;
      last = now;
    }, 10);
    window.turns = {
      begin() {
        last = performance.now();
        busyUntil = last;
        gap = 0;
      },
      async settled(quiet) {
        while (last - busyUntil < quiet) await new Promise((resolve) => setTimeout(resolve, 10));
        return gap;
      },
    };
  });
}
