/** The exact methods: n jvps, n vjps, or the gradient of each component by itself. They agree. */
export const exactMethods = ["jacobian-forward", "jacobian-reverse", "per-component"] as const;
export type ExactMethod = (typeof exactMethods)[number];

/** The methods that estimate from random probes. */
export const stochasticMethods = ["hutchinson", "hutch++", "na-hutch++", "xtrace"] as const;
export type StochasticMethod = (typeof stochasticMethods)[number];

/** `structured` is exact, too: the cheapest form that the field's structure allows. */
export const methods = [...exactMethods, "structured", ...stochasticMethods, "finite-difference"] as const;
export type Method = (typeof methods)[number];

export function isExactMethod(method: string): method is ExactMethod {
  return (exactMethods as readonly string[]).includes(method);
}

export function isStochasticMethod(method: string): method is StochasticMethod {
  return (stochasticMethods as readonly string[]).includes(method);
}
