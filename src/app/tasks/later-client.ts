import type { Client, Work } from "./client.ts";

/** A client that is loaded with the first task: a page that has no numbers to compute yet does not wait for what does. */
export function laterClient<Own extends Work>(load: () => Promise<Client<Own>>): Client<Own> {
  let loaded: Promise<Client<Own>> | null = null;
  return {
    async run(...task) {
      try {
        loaded ??= load();
        return await (await loaded).run(...task);
      } catch {
        loaded = null;
        return { status: "failed", message: "What computes numbers could not be loaded; reload the page." };
      }
    },
    cancel(...lane) {
      loaded?.then((client) => client.cancel(...lane)).catch(() => undefined);
    },
  };
}
