import type { LabCell } from "../../app/document/document.ts";
import { coordinateText } from "../numbers.ts";
import { missingField } from "./missing-field.ts";
import type { LabSubject } from "./useLabSubject.ts";

/** Coordinates of a place that are written out. */
const mostWritten = 4;

/** `(1, 2)`; of many coordinates the first few, and how many there are. */
export function placeText(place: readonly number[]): string {
  const written = place.slice(0, mostWritten).map(coordinateText);
  const rest = place.length > mostWritten ? `, … ${place.length} numbers` : "";
  return `(${written.join(", ")}${rest})`;
}

/** A point of the field: what is missing of it is 0. */
export function placeIn(point: readonly number[], dimension: number): number[] {
  return Array.from({ length: dimension }, (_, i) => point[i] ?? 0);
}

/** Numbers with commas or spaces between them; null where something else is there, or nothing. */
export function readPlace(text: string): number[] | null {
  const words = text.replaceAll("−", "-").split(/[\s,;()]+/);
  const numbers = words.filter((word) => word !== "").map(Number);
  return numbers.length > 0 && numbers.every(Number.isFinite) ? numbers : null;
}

/** Why nothing can be computed, in one sentence; null where it can. */
export function complaintOf(
  { field: name, point }: Extract<LabCell, { point: unknown }>,
  about: Pick<LabSubject, "subject" | "field" | "fields" | "error">,
): string | null {
  const { field } = about;
  if (!field) return missingField(name, about);
  const { name: own, dimension } = field;
  if (point.length <= dimension) return null;
  const numbers = dimension === 1 ? "1 number" : `${dimension} numbers`;
  return `${own} takes ${numbers} for a point, and here are ${point.length}.`;
}
