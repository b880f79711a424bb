import { builtins } from "./builtins.ts";
import type { Context } from "./context.ts";
import { canonicalName } from "./names.ts";
import type { Scope } from "./scope.ts";
import type { DefinitionSyntax } from "./syntax.ts";

/** The first definition of each name; the others are reported. What `scope` has already (arguments) counts as well. */
export function distinctDefinitions(
  { report }: Context,
  definitions: readonly DefinitionSyntax[],
  scope: Scope,
): DefinitionSyntax[] {
  const seen = new Set<string>();
  return definitions.filter(({ name, nameRange }) => {
    const canonical = canonicalName(name);
    const isArgument = scope.has(canonical);
    if (seen.has(canonical) || isArgument) {
      const message = isArgument ? `\`${name}\` is an argument already.` : `\`${name}\` is defined twice.`;
      report.add("duplicate-name", nameRange, message, { hint: "choose another name; the first one counts" });
      return false;
    }
    seen.add(canonical);
    return true;
  });
}

/** Warns where a definition takes the place of a function of the language. Constants and `t` are free to use. */
export function warnOfShadows({ report }: Context, definitions: readonly DefinitionSyntax[]): void {
  for (const { name, nameRange } of definitions) {
    const builtin = builtins.get(canonicalName(name));
    // Short names are everybody's.
    if (!builtin || name.length === 1) continue;
    const message = `\`${name}\` is also a function of the language; here your definition is used.`;
    report.add("duplicate-name", nameRange, message, { severity: "warning" });
  }
}
