import type { Bytes } from "../../shaders/bytes/pack.ts";

type Numbers = Float64Array | Float32Array | Uint32Array | BigUint64Array;

const isLittle = new Uint8Array(Uint16Array.of(1).buffer)[0] === 1;

/** The bytes of numbers, the least significant ones first, as file formats want them whatever the machine has. */
export function littleEndian(numbers: Numbers): Bytes {
  const { buffer, byteOffset, byteLength, BYTES_PER_ELEMENT: size } = numbers;
  const bytes = new Uint8Array(buffer as ArrayBuffer, byteOffset, byteLength);
  if (isLittle) return bytes;
  const turned = bytes.slice();
  for (let at = 0; at < turned.length; at += size) turned.subarray(at, at + size).reverse();
  return turned;
}
