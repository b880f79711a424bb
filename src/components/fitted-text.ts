/** A number in so many characters: with fewer digits where it has more, but never without its power of ten. */
export function fittedText(value: number, room: number, text = String(value)): string {
  let fitted = text;
  for (let digits = room; fitted.length > room && digits > 0; digits -= 1)
    fitted = Math.abs(value) < 1e-3 ? value.toExponential(digits - 1) : value.toPrecision(digits);
  return fitted;
}
