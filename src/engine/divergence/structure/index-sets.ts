import { LimitError, limits } from "../../limits.ts";

/**
 * Sets of indices below `universe`, each kept once: equal sets have one number. Every step is counted, so that no
 * graph takes longer than `limits.dependencySteps`.
 */
export class IndexSets {
  readonly universe: number;
  /** Number of the set of no index. */
  readonly empty: number;
  private readonly members: Int32Array[] = [];
  /** Sets as bits, made when first wanted. */
  private readonly bits: (Int32Array | undefined)[] = [];
  private readonly byHash = new Map<number, number[]>();
  private readonly collected: Int32Array;
  private steps = 0;

  constructor(universe: number) {
    this.universe = universe;
    this.collected = new Int32Array((universe + 31) >> 5);
    this.empty = this.intern(new Int32Array(0));
  }

  /** How many different sets there are; they are numbered from 0. */
  get size(): number {
    return this.members.length;
  }

  /** The members, ascending; shared, not to be changed. */
  get(set: number): Int32Array {
    return this.members[set] as Int32Array;
  }

  singleton(index: number): number {
    return this.intern(Int32Array.of(index));
  }

  /** Counts steps from 0 again: what is asked of a map does not depend on what was asked before. */
  restart(): void {
    this.steps = 0;
  }

  /** Throws LimitError. */
  count(steps: number): void {
    this.steps += steps;
    if (this.steps > limits.dependencySteps) throw new LimitError("dependencySteps", this.steps);
  }

  /** The union of sets that are all different. Throws LimitError. */
  union(sets: readonly number[]): number {
    if (sets.length < 2) return sets[0] ?? this.empty;
    const { collected } = this;
    let [sum, largest] = [0, this.empty];
    for (const set of sets) {
      sum += this.get(set).length;
      if (this.get(set).length > this.get(largest).length) largest = set;
    }
    if (this.contains(largest, sets, sum)) return largest;
    if (sum <= collected.length && sets.length <= mergedUpTo) return this.intern(this.merged(sets));
    collected.fill(0);
    this.count(collected.length);
    for (const set of sets) this.collect(set);
    return this.intern(membersOf(collected));
  }

  /** Whether two sets have a member in common. Throws LimitError. */
  meet(a: number, b: number): boolean {
    const [few, many] = this.get(a).length < this.get(b).length ? [a, b] : [b, a];
    const [small, large] = [this.get(few), this.get(many)];
    if (small.length === 0) return false;
    if (a === b || small.length + large.length > this.universe) return true;
    if (large.length === 1) return small[0] === large[0];
    const low = Math.max(small[0] as number, large[0] as number);
    const high = Math.min(small.at(-1) as number, large.at(-1) as number);
    if (low > high) return false;
    if (small.length * 8 < this.collected.length) {
      this.count(small.length);
      return small.some((index) => hasMember(large, index));
    }
    const [left, right] = [this.bitsOf(few), this.bitsOf(many)];
    for (let word = low >> 5; word <= high >> 5; word++) {
      if (((left[word] as number) & (right[word] as number)) === 0) continue;
      this.count(word - (low >> 5));
      return true;
    }
    this.count((high >> 5) - (low >> 5));
    return false;
  }

  /** Whether the largest of the sets holds all others; tried where they have few members. */
  private contains(largest: number, sets: readonly number[], sum: number): boolean {
    const all = this.get(largest);
    if (all.length === this.universe) return true;
    if (sum - all.length > triedUpTo) return false;
    this.count(sum - all.length);
    return sets.every((set) => set === largest || this.get(set).every((index) => hasMember(all, index)));
  }

  private merged(sets: readonly number[]): Int32Array {
    let union = this.get(sets[0] as number);
    for (let k = 1; k < sets.length; k++) {
      union = mergedPair(union, this.get(sets[k] as number));
      this.count(union.length);
    }
    return union;
  }

  private collect(set: number): void {
    const { collected } = this;
    const own = this.get(set);
    this.count(Math.min(own.length, collected.length));
    if (own.length <= collected.length) {
      for (const index of own) (collected[index >> 5] as number) |= 1 << (index & 31);
      return;
    }
    const words = this.bitsOf(set);
    for (let word = 0; word < words.length; word++) (collected[word] as number) |= words[word] as number;
  }

  private bitsOf(set: number): Int32Array {
    const known = this.bits[set];
    if (known) return known;
    this.count(this.collected.length);
    const words = new Int32Array(this.collected.length);
    for (const index of this.get(set)) (words[index >> 5] as number) |= 1 << (index & 31);
    this.bits[set] = words;
    return words;
  }

  private intern(members: Int32Array): number {
    this.count(storedNumber * members.length);
    let hash = members.length;
    for (const index of members) hash = (Math.imul(hash, 31) + index) | 0;
    const alike = this.byHash.get(hash) ?? [];
    this.byHash.set(hash, alike);
    const known = alike.find((set) => sameMembers(this.get(set), members));
    if (known !== undefined) return known;
    alike.push(this.members.length);
    return this.members.push(members) - 1;
  }
}

/** Steps that a number counts for which is read through a rule or kept, beside the words of a union. */
export const storedNumber = 4;

/** More sets than this are united by bits. */
const mergedUpTo = 6;

/** Members that are looked for in a larger set, in case it holds them all. */
const triedUpTo = 8;

function mergedPair(a: Int32Array, b: Int32Array): Int32Array {
  const union = new Int32Array(a.length + b.length);
  let [i, j, length] = [0, 0, 0];
  while (i < a.length || j < b.length) {
    const [left, right] = [a[i] ?? Number.POSITIVE_INFINITY, b[j] ?? Number.POSITIVE_INFINITY];
    union[length] = left < right ? left : right;
    length += 1;
    if (left <= right) i += 1;
    if (right <= left) j += 1;
  }
  return union.slice(0, length);
}

function membersOf(words: Int32Array): Int32Array {
  const members: number[] = [];
  words.forEach((word, at) => {
    for (let rest = word; rest !== 0; rest &= rest - 1) members.push(at * 32 + 31 - Math.clz32(rest & -rest));
  });
  return Int32Array.from(members);
}

function sameMembers(a: Int32Array, b: Int32Array): boolean {
  return a.length === b.length && a.every((index, at) => index === b[at]);
}

function hasMember(ascending: Int32Array, index: number): boolean {
  let [low, high] = [0, ascending.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((ascending[middle] as number) < index) low = middle + 1;
    else high = middle;
  }
  return ascending[low] === index;
}
