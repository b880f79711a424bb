import type { Bytes } from "../../shaders/bytes/pack.ts";

/** The alphabet of RFC 4648, section 5: nothing in it means anything in an address. */
const digits = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
const values = new Map([...digits].map((digit, value) => [digit, value]));

/** Bytes in base64url, without padding. */
export function base64urlOf(bytes: Uint8Array): string {
  let text = "";
  let bits = 0;
  let waiting = 0;
  for (const byte of bytes) {
    bits = ((bits << 8) | byte) & 0x3fff;
    waiting += 8;
    for (; waiting >= 6; waiting -= 6) text += digits[(bits >> (waiting - 6)) & 63];
  }
  return waiting > 0 ? text + digits[(bits << (6 - waiting)) & 63] : text;
}

/** The bytes of a text that `base64urlOf` has made; null for any other. */
export function bytesOfBase64url(text: string): Bytes | null {
  const bytes = new Uint8Array(Math.floor((text.length * 6) / 8));
  let bits = 0;
  let waiting = 0;
  let at = 0;
  for (const digit of text) {
    const value = values.get(digit);
    if (value === undefined) return null;
    bits = ((bits << 6) | value) & 0x3fff;
    waiting += 6;
    if (waiting < 8) continue;
    waiting -= 8;
    bytes[at++] = (bits >> waiting) & 255;
  }
  // A digit that no byte needs, or bits that are not of a byte: no bytes are written so.
  return waiting < 6 && (bits & ((1 << waiting) - 1)) === 0 ? bytes : null;
}
