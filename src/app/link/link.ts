import { type Bytes, crc32, TooMuchError, through } from "../../shaders/bytes/pack.ts";
import { base64urlOf, bytesOfBase64url } from "./base64url.ts";
import { isLink, spaceMark } from "./is-link.ts";

/**
 * A document in an address: `#d=1.PACKED.CHECK`, where 1 is the version of this form, PACKED the document's text in UTF-8
 * through deflate (RFC 1951) in base64url, and CHECK the CRC-32 of the packed bytes in eight hexadecimal digits; with `.3`
 * after it where there are cells of space, whose files are then asked for at once. The check comes last so that a link ends
 * in a letter or digit: programs that find addresses in text leave out a last - or _. A fragment is never sent to a server.
 */
const version = 1;

/**
 * Characters of a link's fragment. Browsers take more than 64 kB; what carries links takes less: mail and chat programs,
 * and forms of course pages, cut messages from 4 to some 30 kB, and a link of more than that is a file by other means. A
 * document of 50 to 80 kB, a lecture's notes, packs into this.
 */
export const longestLink = 16_000;

/** Characters of a fragment that is read: the bound of what is made may be raised and this program still reads it. */
const longestRead = 4 * longestLink;

/** What is in the text of a document with cells of space, and in no string of one. */
const ofSpace = '"kind": "space"';

/** Bytes of text in a link: the longest source, twice over. Text that packs this well is not written by hand. */
const mostText = 2_000_000;

export type LinkResult =
  | { readonly ok: true; readonly fragment: string }
  /** Why there is no link, in one sentence. A file is always possible. */
  | { readonly ok: false; readonly problem: string };

export type LinkedText =
  | { readonly ok: true; readonly text: string }
  /** Why there is no text, in one sentence. */
  | { readonly ok: false; readonly problem: string };

/** The fragment, from its `#` on, of an address that carries this text, as `serialiseDocument` gives it. Never rejects. */
export async function linkOf(text: string): Promise<LinkResult> {
  try {
    const bytes = new TextEncoder().encode(text);
    if (bytes.length > mostText) throw new TooMuchError();
    const packed = await through(new CompressionStream("deflate-raw"), bytes, longestLink);
    const mark = text.includes(ofSpace) ? spaceMark : "";
    const fragment = `#d=${version}.${base64urlOf(packed)}.${checkOf(packed)}${mark}`;
    if (fragment.length > longestLink) throw new TooMuchError();
    return { ok: true, fragment };
  } catch (error) {
    const reason =
      error instanceof TooMuchError
        ? `This document is too long for a link of ${longestLink} characters`
        : "This browser cannot pack a document into a link";
    return { ok: false, problem: `${reason}: save it as a file and share the file.` };
  }
}

/** The text that a fragment carries. Fragments come from anywhere; never rejects. */
export async function documentTextOf(fragment: string): Promise<LinkedText> {
  if (!isLink(fragment)) return refused("This address carries no document.");
  if (fragment.length > longestRead) return refused("This link is too long to be read.");
  // Some programs that pass links on write = as %3D.
  const [written = "", packed = "", check = "", ...rest] = fragment.replace(/^#d(=|%3D)/i, "").split(".");
  if (!/^[1-9]\d{0,8}$/.test(written)) return damaged();
  if (Number(written) !== version)
    return refused(
      `This link was made by a newer Deldot (links of version ${written}; this one reads version ${version}).`,
    );
  const bytes = bytesOfBase64url(packed);
  const mark = rest.map((part) => `.${part}`).join("");
  if (!bytes || !["", spaceMark].includes(mark) || check !== checkOf(bytes)) return damaged();
  try {
    const text = await through(new DecompressionStream("deflate-raw"), bytes, mostText);
    return { ok: true, text: new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(text) };
  } catch (error) {
    return error instanceof TooMuchError
      ? refused("The text in this link is too long to be a document.")
      : refused("The text in this link cannot be read.");
  }
}

function checkOf(packed: Bytes): string {
  return crc32(packed).toString(16).padStart(8, "0");
}

function damaged(): LinkedText {
  return refused("This link is damaged: a part of it is missing or was changed on its way.");
}

function refused(problem: string): LinkedText {
  return { ok: false, problem };
}
