/** @throws RangeError with what there is when it is none of these */
export function oneOf<Choice>(what: string, value: Choice, choices: readonly Choice[]): void {
  if (choices.includes(value)) return;
  throw new RangeError(`${String(value)} is not ${what}; there are ${choices.join(", ")}.`);
}

/** @throws RangeError when it is not a whole number from `low` to `high` */
export function wholeNumber(what: string, value: number, low: number, high: number): void {
  if (Number.isInteger(value) && value >= low && value <= high) return;
  throw new RangeError(`${what} is a whole number from ${low} to ${high}, not ${String(value)}.`);
}
