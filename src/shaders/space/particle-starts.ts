import { hashInto, prngKey } from "../../engine/random/threefry.ts";
import { radicalInverse } from "../sample-pixels.ts";
import { eachAxis, sizeOf, type Triple } from "./lens.ts";
import { lifeSteps, type ParticleStart } from "./particle-motion.ts";

/** Beyond the box on every side, as a share of it: where nothing is born, what flows in must have been there. */
const margin = 0.15;

/** Particles as they are before a step if none has been carried yet: texels as carry.frag.glsl has them. */
export function placeParticles(start: ParticleStart, serial: number, out: Float32Array): void {
  if (start.density) placeCrowd(start, out);
  else placeLives(start, serial, out);
}

/** Spread evenly over the box, or a ball: uneven beginnings would be taken for the field's doing. */
function placeCrowd({ count, seed, box, ball }: ParticleStart, out: Float32Array): void {
  const size = sizeOf(box);
  const middle = ball && eachAxis((axis) => (ball.at[axis] - box.low[axis]) / size[axis]);
  const hashed = hashOf(seed);
  const shifts = eachAxis((axis) => share(hashed(count, axis)[0]));
  for (let k = 0; k < count; k += 1) {
    const shares = eachAxis((axis) => (radicalInverse(k + 1, bases[axis]) + shifts[axis]) % 1);
    const place = ball ? inBall(shares, ball.radius) : shares;
    for (const axis of [0, 1, 2] as const)
      out[4 * k + axis] = middle
        ? middle[axis] + place[axis] / size[axis]
        : place[axis] * (1 + 2 * margin) - margin;
  }
}

const bases: Triple = [2, 3, 5];

/** Two words for each counter, Threefry's by the document's seed. */
function hashOf(seed: number): (index: number, counter: number) => Uint32Array {
  const [key0 = 0, key1 = 0] = prngKey(seed);
  const words = new Uint32Array(2);
  return (index, counter) => {
    hashInto(words, 0, key0, key1, index, counter);
    return words;
  };
}

/** In [0, 1). */
function share(word = 0): number {
  return (word >>> 8) / 2 ** 24;
}

/** From the unit cube into a ball around 0, so that what is even stays so. */
function inBall([out, along, around]: Triple, radius: number): Triple {
  const r = radius * Math.cbrt(out);
  const z = 2 * along - 1;
  const across = Math.sqrt(1 - z * z);
  const angle = 2 * Math.PI * around;
  return [r * across * Math.cos(angle), r * across * Math.sin(angle), r * z];
}

/** Each somewhere in a life, where that began. */
function placeLives({ count, seed }: ParticleStart, serial: number, out: Float32Array): void {
  const hashed = hashOf(seed);
  for (let k = 0; k < count; k += 1) {
    const offset = (hashed(k, 1)[1] as number) % lifeSteps;
    const life = Math.floor((serial + offset) / lifeSteps);
    const [x, y] = hashed(k, 2 * life);
    out[4 * k] = share(x);
    out[4 * k + 1] = share(y);
    out[4 * k + 2] = share(hashed(k, 2 * life + 1)[0]);
    out[4 * k + 3] = offset;
  }
}
