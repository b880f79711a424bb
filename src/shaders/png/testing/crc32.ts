/** The CRC-32 by long division, bit after bit, as ISO 3309 has it: the bytes' lowest bits first, the first 32 inverted. */
export function crc32(bytes: Uint8Array): number {
  const dividend = [...bytes, 0, 0, 0, 0].flatMap((byte, k) =>
    Array.from({ length: 8 }, (_, bit) => ((byte >> bit) & 1) ^ (k < 4 ? 1 : 0)),
  );
  let rest = 0n;
  for (const bit of dividend) {
    rest = (rest << 1n) | BigInt(bit);
    if (rest >> 32n) rest ^= 0x104c11db7n;
  }
  const digits = rest.toString(2).padStart(32, "0");
  return ~Number(`0b${[...digits].reverse().join("")}`) >>> 0;
}
