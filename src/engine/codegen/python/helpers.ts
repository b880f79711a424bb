import type { PythonTarget } from "./expression.ts";

/**
 * A function that programs need and their library lacks. `@` stands for the library's name; `needs` are printed
 * before it.
 */
interface Helper {
  readonly text: string;
  /** What the library itself calls it, when nothing need be printed. */
  readonly name?: string;
  /** Names of helpers. */
  readonly needs?: readonly string[];
  readonly imports?: readonly ("math" | "statistics" | "numpy")[];
}

const elementwise = {
  erf: {
    text: "erf = np.vectorize(math.erf, otypes=[float])",
    imports: ["math"],
  },
  erfc: {
    text: "erfc = np.vectorize(math.erfc, otypes=[float])",
    imports: ["math"],
  },
  sigmoid: {
    text: `def sigmoid(x):
    return 1.0 / (1.0 + np.exp(-x))`,
  },
  cbrt: {
    text: `def cbrt(x):
    return torch.sign(x) * torch.abs(x) ** (1 / 3)`,
  },
  sinc_derivative: {
    text: `def sinc_derivative(x, order):
    """The derivative of sin(pi x)/(pi x) of this order: pi^k * the integral of s^k cos(pi x s + k pi/2) over [0, 1],
    by Gauss's rule near 0 and by the recurrence u f_k + k f_(k-1) = sin(u + k pi/2), u = pi x, away from it."""
    u = math.pi * x
    near = @.abs(u) < order + 2
    inner, outer = @.where(near, u, 0.0), @.where(near, 1.0, u)
    value = @.sin(outer) / outer
    for k in range(1, order + 1):
        value = (@.sin(outer + k * math.pi / 2) - k * value) / outer
    nodes, weights = np.polynomial.legendre.leggauss(20)
    integral = 0.0
    for node, weight in zip((nodes + 1) / 2, weights / 2):
        integral = integral + float(weight * node**order) * @.cos(inner * float(node) + order * math.pi / 2)
    return math.pi**order * @.where(near, integral, value)`,
    imports: ["math", "numpy"],
  },
} satisfies Record<string, Helper>;

/** JAX's random numbers by JAX itself. Its float32 uniforms, bit for bit; the rest in float64. */
const drawsOfJax = {
  prng_key: { text: "", name: "jax.random.PRNGKey" },
  split: { text: "", name: "jax.random.split" },
  fold_in: { text: "", name: "jax.random.fold_in" },
  permutation: { text: "", name: "jax.random.permutation" },
  normal: {
    text: `def normal(key, shape):
    """jax.random.normal: its float32 uniforms, the inverse error function in float64."""
    low = np.nextafter(np.float32(-1), np.float32(0))
    u = jax.random.uniform(key, shape, jnp.float32, low, 1.0).astype(float)
    return jnp.sqrt(2.0) * jax.scipy.special.erfinv(u)`,
    imports: ["numpy"],
  },
  uniform: {
    text: `def uniform(key, shape):
    """jax.random.uniform in float32."""
    return jax.random.uniform(key, shape, jnp.float32).astype(float)`,
  },
  rademacher: {
    text: `def rademacher(key, shape):
    """jax.random.rademacher as it is without jax_enable_x64."""
    return jnp.where(jax.random.uniform(key, shape, jnp.float32) < 0.5, 1.0, -1.0)`,
  },
} satisfies Record<string, Helper>;

/** The same numbers without JAX. */
const drawsOfNumpy = {
  prng_key: {
    text: `def prng_key(seed):
    """jax.random.PRNGKey"""
    return np.array([0, seed], np.uint32)`,
  },
  threefry: {
    text: `def threefry(key, counters):
    """Threefry-2x32 with 20 rounds (Salmon et al. 2011), as JAX hashes counters below 2^32: two words for each."""
    k0, k1 = int(key[0]), int(key[1])
    words = (k0, k1, k0 ^ k1 ^ 0x1BD11BDA)
    a = np.full(counters.shape, k0, np.uint32)
    b = counters.astype(np.uint32) + np.uint32(k1)
    for i in range(5):
        for r in ((13, 15, 26, 6), (17, 29, 16, 24))[i % 2]:
            a = a + b
            b = a ^ (b << np.uint32(r) | b >> np.uint32(32 - r))
        a = a + np.uint32(words[(i + 1) % 3])
        b = b + np.uint32((words[(i + 2) % 3] + i + 1) % 2**32)
    return a, b`,
  },
  random_bits: {
    text: `def random_bits(key, shape):
    """JAX's 32-bit words in the layout it has used since 0.5 (jax_threefry_partitionable)."""
    a, b = threefry(key, np.arange(math.prod(shape)))
    return (a ^ b).reshape(shape)`,
    needs: ["threefry"],
    imports: ["math"],
  },
  split: {
    text: `def split(key, count):
    """jax.random.split"""
    return np.stack(threefry(key, np.arange(count)), axis=1)`,
    needs: ["threefry"],
  },
  fold_in: {
    text: `def fold_in(key, data):
    """jax.random.fold_in"""
    return np.stack(threefry(key, np.array([data])), axis=1)[0]`,
    needs: ["threefry"],
  },
  permutation: {
    text: `def permutation(key, n):
    """jax.random.permutation(key, n)"""
    order = np.arange(n)
    for _ in range(math.ceil(3 * math.log(max(1, n)) / math.log(2**32 - 1))):
        key, subkey = split(key, 2)
        order = order[np.argsort(random_bits(subkey, (n,)), kind="stable")]
    return order`,
    needs: ["split", "random_bits"],
    imports: ["math"],
  },
  normal: {
    text: `normal_quantile = np.vectorize(statistics.NormalDist().inv_cdf, otypes=[float])


def normal(key, shape):
    """jax.random.normal: its float32 uniforms, the quantile in float64."""
    return normal_quantile((4.0 * (random_bits(key, shape) >> 9) + 1.0) / 2**25)`,
    needs: ["random_bits"],
    imports: ["statistics"],
  },
  uniform: {
    text: `def uniform(key, shape):
    """jax.random.uniform in float32."""
    return (random_bits(key, shape) >> 9) / 2**23`,
    needs: ["random_bits"],
  },
  rademacher: {
    text: `def rademacher(key, shape):
    """jax.random.rademacher"""
    return 1.0 - 2.0 * (random_bits(key, shape) >> 31)`,
    needs: ["random_bits"],
  },
} satisfies Record<string, Helper>;

/** Probes of each distribution: an (m, n)-array by jnp or np; see \`drawProbes\` for what is drawn from which key. */
const probes = {
  probes_rademacher: {
    text: `def draw_probes(key, m, n):
    """m independent Rademacher probes in R^n, as rows."""
    return ROWS(rademacher, split(key, m), n)`,
    needs: ["rademacher", "split"],
  },
  probes_gaussian: {
    text: `def draw_probes(key, m, n):
    """m independent Gaussian probes in R^n, as rows."""
    return ROWS(normal, split(key, m), n)`,
    needs: ["normal", "split"],
  },
  probes_sphere: {
    text: `def draw_probes(key, m, n):
    """m independent probes on the sphere of radius sqrt(n), as rows."""
    g = ROWS(normal, split(key, m), n)
    return g * math.sqrt(n) / @.linalg.norm(g, axis=1, keepdims=True)`,
    needs: ["normal", "split"],
    imports: ["math"],
  },
  probes_orthogonal: {
    text: `def draw_probes(key, m, n):
    """m probes of length sqrt(n), as rows: blocks of n orthogonal ones."""
    g = ROWS(normal, split(key, m), n)
    blocks = []
    for first in range(0, m, n):
        q, r = @.linalg.qr(g[first : first + n].T)
        blocks.append(math.sqrt(n) * (q * @.sign(@.diagonal(r))).T)
    return @.concatenate(blocks)`,
    needs: ["normal", "split"],
    imports: ["math"],
  },
  probes_coordinate: {
    text: `def draw_probes(key, m, n):
    """m coordinate vectors of length sqrt(n), as rows: every one once before any comes twice."""
    blocks = [@.eye(n)[permutation(fold_in(key, b), n)] for b in range(-(-m // n))]
    return math.sqrt(n) * @.concatenate(blocks)[:m]`,
    needs: ["fold_in", "permutation"],
    imports: ["math"],
  },
  probes_hadamard: {
    text: `def draw_probes(key, m, n):
    """m rows of Hadamard matrices with random signs, cut to n entries."""
    hadamard = @.ones((1, 1))
    while len(hadamard) < n:
        hadamard = @.block([[hadamard, hadamard], [hadamard, -hadamard]])
    size = len(hadamard)
    blocks = []
    for b in range(-(-m // size)):
        sign_key, order_key = split(fold_in(key, b), 2)
        blocks.append(hadamard[permutation(order_key, size), :n] * rademacher(sign_key, (n,)))
    return @.concatenate(blocks)[:m]`,
    needs: ["fold_in", "permutation", "rademacher", "split"],
  },
} satisfies Record<string, Helper>;

const estimators = {
  hutchinson: {
    text: `def estimate_trace(jvps, vjps, key, m, n):
    """Hutchinson's estimator: the mean of z.(Jz) over m probes."""
    z = PROBES(key, m, n)
    return (z * jvps(z)).sum(1).mean()`,
  },
  hutch_plus_plus: {
    text: `def estimate_trace(jvps, vjps, key, m, n):
    """Hutch++ (Meyer et al. 2021) with m jvps: exact on the range of a sketch, estimated on the rest."""
    keys = split(key, 2)
    sketched = min((m + 1) // 3, n)
    k = m - 2 * sketched
    q = @.linalg.qr(jvps(PROBES(keys[0], sketched, n)).T)[0].T
    g = PROBES(keys[1], k, n)
    g = g - (g @ q.T) @ q
    return (q * jvps(q)).sum() + (g * jvps(g)).sum() / k`,
    needs: ["split"],
  },
  na_hutch_plus_plus: {
    text: `def estimate_trace(jvps, vjps, key, m, n):
    """NA-Hutch++ (Meyer et al. 2021) with m passes, those of the left sketch vjps."""
    keys = split(key, 3)
    a, b = min(max(1, m // 6), n), min(max(1, m // 3), n)
    k = m - a - b
    left = PROBES(keys[1], b, n)
    z, w = jvps(PROBES(keys[0], a, n)), vjps(left)
    core = @.linalg.pinv(left @ z.T)
    g = PROBES(keys[2], k, n)
    known = ((g @ z.T) @ core * (g @ w.T)).sum(1)
    return @.trace(core @ (w @ z.T)) + ((g * jvps(g)).sum(1) - known).mean()`,
    needs: ["split"],
  },
  xtrace: {
    text: `def estimate_trace(jvps, vjps, key, m, n):
    """XTrace (Epperly, Tropp and Webber 2024) with m jvps: each probe estimates what the sketch of the others
    does not see. The singular value decomposition lets probes depend on one another."""
    k = min(m // 2, n + 1)
    omega = PROBES(key, k, n).T
    u, sigma, v = @.linalg.svd(jvps(omega.T).T, full_matrices=False)
    keep = sigma > max(n, k) * 2.0**-52 * sigma.max()
    q, v = @.where(keep, u, 0.0), @.where(keep[:, None], v, 0.0)
    r = sigma[:, None] * v
    dual = v / @.where(keep, sigma, 1.0)[:, None]
    dual = @.where((v**2).sum(0) > 1 - 1e-10, dual, 0.0)
    length = (dual**2).sum(0) ** 0.5
    s = dual / @.where(length > 0, length, 1.0)
    z = jvps(q.T).T
    h, w, t = q.T @ z, q.T @ omega, z.T @ omega
    dots = lambda a, b: (a * b).sum(0)
    shs, sw = dots(s, h @ s), dots(s, w)
    inside = dots(w, h @ w) - dots(t, w) + sw * dots(s, r - h @ w) + sw**2 * shs + sw * dots(t - h.T @ w, s)
    scale = SCALE
    return (@.trace(h) - shs + scale * inside).mean()`,
  },
} satisfies Record<string, Helper>;

export type HelperName =
  | keyof typeof elementwise
  | keyof typeof drawsOfNumpy
  | keyof typeof probes
  | keyof typeof estimators;

/** A helper of a target, with nothing of the library's names filled in yet. */
export function helperOf(name: HelperName, target: PythonTarget): Helper {
  const draws: Partial<Record<HelperName, Helper>> = target === "jax" ? drawsOfJax : drawsOfNumpy;
  const all: Partial<Record<HelperName, Helper>> = { ...elementwise, ...draws, ...probes, ...estimators };
  const helper = all[name];
  if (!helper) throw new Error(`there is no helper ${name} for ${target}`);
  return helper;
}

/** Names that helpers define or use; nothing of the field may have one. */
export const helperIdentifiers: readonly string[] = [
  ...Object.keys({ ...elementwise, ...drawsOfNumpy }),
  ..."normal_quantile draw_probes estimate_trace".split(" "),
];
