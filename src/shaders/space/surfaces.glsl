// Where `surface` has one of some levels, along a ray.
uniform float u_levels[LEVELS];         // ascending; huge where there are fewer
uniform vec3 u_films[LEVELS];           // their colours
uniform float u_film;         // opacity, seen straight on
uniform float u_exact;        // how far from its level a value may be on a surface
uniform vec3 u_light;         // towards it, in the world

const float huge = 3e38;

// Beyond all levels is beyond them, however far; of no value it is not told.
bool isNone(float value) {
  return !finite(value) && (floatBitsToUint(value) & 0x007fffffu) != 0u;
}

float heightAt(vec3 unit) {
  float value = surface(u_low + u_size * unit);
  return isNone(value) ? value : clamp(value, -huge, huge);
}

int levelsBelow(float value) {
  int count = 0;
  for (int k = 0; k < LEVELS; k += 1) count += int(u_levels[k] < value);
  return count;
}

// Change of value that steps are made by until the next level, whichever it is.
float gapOf(float value) {
  float gap = huge;
  for (int k = 0; k < LEVELS; k += 1) gap = min(gap, abs(value - u_levels[k]));
  return gap;
}

// The place between a and b where `surface` is at the level, and its gradient: by Newton's steps, and halves of the bracket
// where one would leave it. False where there is none, as where the value jumps over the level, or through infinity.
bool crossing(vec3 from, vec3 along, float a, float b, float first, float last, float level, out float t, out vec3 slope) {
  bool isRising = first < level;
  float share = (level - first) / (last - first);
  t = share > 0.0 && share < 1.0 ? mix(a, b, share) : 0.5 * (a + b);
  for (int k = 0; k < 32; k += 1) {
    vec4 here = surfaceSlope(u_low + u_size * (from + t * along));
    float off = here.x - level;
    slope = here.yzw;
    if (finite(off) && abs(off) <= 0.02 * u_exact) return true;
    if (off < 0.0 == isRising) a = t;
    else b = t;
    float next = t - off / dot(slope, along * u_size);
    if (!(next > a && next < b)) next = 0.5 * (a + b);
    // Nothing is left between.
    if (next == t) return finite(off) && abs(off) <= u_exact;
    t = next;
  }
  slope = surfaceSlope(u_low + u_size * (from + t * along)).yzw;
  return abs(heightAt(from + t * along) - level) <= u_exact;
}

// A film's colour, and how much it hides: more where it is seen aslant, as more of it is in the way.
vec4 filmOf(int which, vec3 slope, vec3 along) {
  float steep = length(slope);
  vec3 normal = finite(steep) && steep > 0.0 ? slope / steep : vec3(0.0);
  vec3 back = -normalize(along * u_size);
  float facing = dot(normal, back);
  normal *= facing < 0.0 ? -1.0 : 1.0;
  float lit = 0.55 + 0.45 * max(0.0, dot(normal, u_light));
  float gloss = 0.25 * pow(max(0.0, dot(normal, normalize(u_light + back))), 40.0);
  float hidden = 1.0 - pow(1.0 - u_film, 1.0 / max(0.2, abs(facing)));
  return vec4(u_films[which] * lit + gloss, hidden);
}
