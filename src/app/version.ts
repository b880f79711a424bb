declare const deldotVersion: string | undefined;

/** The version of Deldot, written into what it exports. The build puts it in from package.json. */
export const version: string = typeof deldotVersion === "string" ? deldotVersion : "of a development build";
