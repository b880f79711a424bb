/**
 * The bits of a double, and exact powers of two.
 *
 * `doubles` and `words` are two views of the same eight bytes: writing `doubles[0]` and reading
 * `words[HIGH]` gives sign, exponent and the top twenty bits of the significand.
 */

export const doubles = new Float64Array(1);
export const words = new Int32Array(doubles.buffer);

doubles[0] = 1;
/** Where the high word lies (1 on the little-endian machines that engines run on). */
export const HIGH: number = words[1] === 0x3ff00000 ? 1 : 0;

/** POWERS[e + POWER_ZERO] = 2^e for every e from −1074 to 1023. */
export const POWER_ZERO = 1074;
export const POWERS = new Float64Array(2098);

let power = 1;
for (let e = 0; e <= 1023; e++) {
  POWERS[POWER_ZERO + e] = power;
  power *= 2;
}
power = 1;
for (let e = 0; e >= -1074; e--) {
  POWERS[POWER_ZERO + e] = power;
  power *= 0.5;
}

/**
 * Adding and subtracting 1.5·2^52 rounds a double below 2^51 in size to the nearest integer, ties to even: one
 * addition, correctly rounded everywhere.
 */
export const ROUNDER = 6755399441055744;
