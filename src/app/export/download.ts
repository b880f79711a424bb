/** Hands a file to the browser to save. */
export function downloadBlob(blob: Blob, name: string): void {
  const address = URL.createObjectURL(blob);
  const link = document.createElement("a");
  link.href = address;
  link.download = name;
  link.click();
  // The browser has taken hold of the blob once the click was handled, which may be after this task.
  setTimeout(() => URL.revokeObjectURL(address), 60_000);
}

/** A file name made of a title: letters and digits of any script, words joined by hyphens. */
export function fileName(title: string, extension: string): string {
  const words = title.normalize("NFC").match(/[\p{Letter}\p{Mark}\p{Number}]+/gu) ?? [];
  return `${words.join("-").slice(0, 80) || "deldot"}.${extension}`;
}
