/** A notebook to read and to play with, in a file beside the page. */
export interface Demo {
  readonly id: string;
  readonly title: string;
  /** One sentence of what there is to see. */
  readonly note: string;
  /** Its address, relative to the page's. */
  readonly file: string;
}

function demo(id: string, title: string, note: string): Demo {
  return { id, title, note, file: `demos/${id}.deldot.json` };
}

/** In the order in which they are best read. */
export const demos: readonly Demo[] = [
  demo("what-divergence-is", "What divergence is", "Sources, sinks, and a box that shrinks to a point."),
  demo(
    "divergence-theorem",
    "The divergence theorem",
    "What leaves through the border was made inside, for any region you draw.",
  ),
  demo(
    "stream-functions",
    "Incompressible flows and stream functions",
    "A stream past a cylinder, and a mesh whose squares keep their area.",
  ),
  demo("electric-fields", "Electric fields", "Gauss's law, a dipole, and a charge in space on a slice."),
  demo(
    "continuity",
    "Continuity: density carried by a flow",
    "A crowd gathers in sinks; a Gaussian is wound into a spiral.",
  ),
  demo(
    "identities",
    "Curl, Laplacian and the identities",
    "Product rules and vanishing curls, checked live on functions of your own.",
  ),
  demo(
    "finite-differences",
    "Why finite differences mislead",
    "A step too large exchanges sources and sinks, a step too small leaves grain.",
  ),
  demo(
    "jax-thread",
    "The JAX thread, answered",
    "The question that Deldot began with, its programs and numbers, and the plan's answer.",
  ),
  demo(
    "hutchinson",
    "Hutchinson's estimator and its cousins",
    "Noise with a law: random probes, and what better ones do.",
  ),
  demo(
    "ffjord",
    "FFJORD's bottleneck, and why exact is cheaper",
    "The exact divergence of a net costs less than a single random probe.",
  ),
  demo("hollow-networks", "Hollow networks", "One pass gives the whole diagonal, in any dimension."),
  demo(
    "sparse-jacobians",
    "Sparse Jacobians and colouring",
    "Weather in forty numbers, a chain of springs, and two colours for sixty-four passes.",
  ),
  demo(
    "local-kinetic-energy",
    "Local kinetic energy",
    "The Laplacian in quantum Monte Carlo: a bowl, hydrogen, and helium in six dimensions.",
  ),
  demo(
    "double-gyre",
    "A flow in time: the double gyre",
    "Two whirls with a swinging wall, incompressible at every moment.",
  ),
  demo(
    "n-dimensions",
    "n dimensions on a slice",
    "Lines that spread where there is no source, and a net of ten dimensions.",
  ),
  demo(
    "gauss-in-space",
    "Gauss's law in space",
    "Charged balls and a dipole, and the flux through a sphere around them.",
  ),
  demo(
    "rotating-source",
    "A source that rotates",
    "A sprinkler in space: what divergence sees of it, and what curl sees.",
  ),
  demo(
    "abc-flow",
    "The ABC flow: no divergence, and chaos",
    "A stirring of space that is its own curl and has no sources.",
  ),
  demo(
    "lorenz",
    "The Lorenz system: volumes shrink",
    "The same negative divergence everywhere, and a cloud pressed onto the attractor.",
  ),
  demo(
    "hills-vortex",
    "Hill's vortex",
    "A ball of spinning fluid: curl inside, none outside, divergence nowhere.",
  ),
  demo(
    "curl-has-no-divergence",
    "∇·(∇×A) = 0, live",
    "Write any field in space, and look for sources of its curl.",
  ),
];
