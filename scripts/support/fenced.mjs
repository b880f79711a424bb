/**
 * The fenced blocks of one section of a Markdown text, in order, without their fences.
 * @param {string} markdown
 * @param {string} title of a section `## title`
 * @returns {{ language: string, text: string }[]}
 */
export function fencedBlocks(markdown, title) {
  const [, section = ""] = markdown.split(`\n## ${title}\n`);
  const [own = ""] = section.split("\n## ");
  return [...own.matchAll(/^```(\w*)\n([\s\S]*?)^```$/gm)].map(([, language = "", text = ""]) => ({
    language,
    text,
  }));
}
