/** The exact methods: n jvps, n vjps, or the gradient of each component by itself. They agree. */
export const exactMethods = ["jacobian-forward", "jacobian-reverse", "per-component"] as const;
export type ExactMethod = (typeof exactMethods)[number];

export const methods = [...exactMethods, "hutchinson", "finite-difference"] as const;
export type Method = (typeof methods)[number];

export function isExactMethod(method: string): method is ExactMethod {
  return (exactMethods as readonly string[]).includes(method);
}
