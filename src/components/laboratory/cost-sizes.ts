import { type FamilyName, familyNames, sizesOf } from "../../app/laboratory/families.ts";

/** The family of this name; null where there is none. */
export function familyOf(name: string | null): FamilyName | null {
  return familyNames.find((family) => family === name) ?? null;
}

/** The sizes that a family can go up to. */
export function largestSizes(family: FamilyName): readonly number[] {
  return sizesOf(family, Number.POSITIVE_INFINITY);
}
