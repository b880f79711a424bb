/** What `deldot --help` prints. */
export const usage = `deldot: the divergence of vector fields

  deldot divergence FILE (--at 1,2 | --points X.csv | --grid x=-3:3:64,y=-3:3:64)
         values of div F on standard output, as CSV, JSON, a NumPy array or a VTK image
  deldot plan FILE
         the exact ways to compute div F, what each costs, and why one is the cheapest
  deldot check FILE
         what is wrong with the source, on standard error
  deldot print FILE --as latex|mathml|glsl|jax|pytorch|numpy
         the field or its divergence, written out: a formula, a shader function, or a program

FILE is a text in the field language, a notebook (.deldot.json), or - for standard input.

Options of divergence
  --field F            which field; the first one unless given
  --at 1,2             a point; may be given several times
  --points X.csv       one row a point; the header row is optional; - for standard input
  --grid x=-3:3:64,…   low:high:count for every coordinate, both ends included, the first fastest;
                       x=-3:3:64,y=-3:3:64,z=-3:3:64 in space, and as many ranges as there are in R^n
  --param a=2          the value of a parameter; may be given several times
  --time t             the value of t (0)
  --method M           auto: the cheapest exact one, as deldot plan finds it
                       structured, jacobian-forward, jacobian-reverse, per-component: exact
                       hutchinson, hutch++, na-hutch++, xtrace: estimated from random probes
                       finite-difference: central, for comparison
  --step h             of the finite difference (1e-3)
  --probes M           probes of an estimate: the jvps and vjps it may spend on a point (16)
  --distribution D     of the probes: rademacher, gaussian, sphere: independent
                       coordinate, orthogonal, hadamard: drawn jointly, not for xtrace (rademacher)
  --seed S             seed of the probes (the notebook's, or 0)
  --prng P             jax, or jax-legacy: the layout of random bits before JAX 0.5 (jax)
  --keys K             shared: the same probes at every point; per-point: fresh ones (shared)
  --components         also the components of F
  --format F           csv; json; numbers that are not finite are nan, inf, -inf, in JSON as strings
                       npy: a NumPy array, a[i, j, k] of a grid; records with "F" and "div" with --components
                       vti: VTK ImageData for ParaView, of a grid with at most three axes of more than one
                       point: point data divergence, with --components the vectors of F
                       (by the ending of --out; otherwise csv)
  --out FILE           instead of standard output

Options of plan
  --field F            which field; the first one unless given
  --format text|json   (text)

Options of print
  --field F            which field; the first one unless given
  --as T               latex, mathml, glsl, jax, pytorch or numpy
  --what W             field or divergence (field)
  --method M, --probes M, --distribution D, --seed S
                       how a program computes the divergence, as above

  --help, --version

Exit codes: 0 done, 1 the field is wrong, 2 the arguments are wrong or a file cannot be read.
`;
