import type { LibraryEntry } from "../app/library/library.ts";

const dates = new Intl.DateTimeFormat(undefined, { dateStyle: "medium", timeStyle: "short" });

export function titleText({ title }: Pick<LibraryEntry, "title">): string {
  return title || "Untitled";
}

export function timeText({ time }: Pick<LibraryEntry, "time">): string {
  return time > 0 ? dates.format(time) : "";
}
