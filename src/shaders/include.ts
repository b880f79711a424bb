/** Replaces the line `#pragma include name` of a shader. */
export function include(shader: string, name: string, text: string): string {
  const line = `#pragma include ${name}\n`;
  if (!shader.includes(line)) throw new Error(`the shader has no line for ${name}`);
  return shader.replace(line, () => `${text}\n`);
}
