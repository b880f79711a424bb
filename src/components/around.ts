/** What loads all that is around a cell of space; the page's list of cells puts it in. */
export const around = { load: async (): Promise<unknown> => undefined };
