// A ray through the box: the values along it gathered as what glows and hides, and the surfaces that it meets.
uniform vec4 u_eye;           // where rays come from; parallel ones' direction, and w is 0
uniform vec3 u_at;            // of the slices
uniform vec3 u_shown;         // 1 where a slice hides what is behind it
uniform vec4 u_plane;         // u in it where xyz·u + w = 0; zeros where there is none
uniform float u_steps;        // along the longest edge

const int most = 1024;

// What has been gathered, how much of what comes is still seen, and up to where.
vec3 light = vec3(0.0);
float clear = 1.0;
float done = 0.0;

#if VOLUME
uniform float u_density;      // of the largest values, over the longest edge
uniform float u_cut;
uniform float u_contrast;
uniform float u_diverging;

// Of a place of the palette and of a share, what makes the next out of it: divided by once for a ray.
vec2 shares;
float spread;

// How far towards the end of the range a value at this place of the palette is, 0 … 1: from the middle, or from below.
float shareOf(float value, float place) {
  return finite(value) ? abs(place * shares.x + shares.y) : 0.0;
}

float weightOf(float share) {
  return pow(max(0.0, (share - u_cut) * spread), u_contrast);
}

// A cloud of the value at this place, up to `to` from where it was gathered last.
void gatherCloud(float place, float weight, float to, float length1) {
  if (weight > 0.0) {
    float hidden = 1.0 - exp(-u_density * weight * (to - done) * length1);
    light += clear * hidden * colourAt(place).rgb;
    clear *= 1.0 - hidden;
  }
  done = to;
}
#endif

// Goes along from + t·along, from `t` to `end`. `begin` is the share of a step that is the first one. Returns the first
// point of a surface and 1 + the number of its level; 0 where there is none.
vec4 march(vec3 from, vec3 along, float t, float end, float begin) {
  vec4 met = vec4(0.0);
  float longest = max(u_size.x, max(u_size.y, u_size.z));
  float length1 = length(along * u_size) / longest;   // in longest edges
  float base = 1.0 / (u_steps * length1);
  float stride = base * begin;
  done = t;
#if VOLUME
  float last = -1.0;
  shares = u_diverging > 0.5 ? vec2(2.0, -1.0) : vec2(1.0, -u_ends.x) / (u_ends.y - u_ends.x);
  spread = 1.0 / max(1e-3, 1.0 - u_cut);
  vec3 origin = u_low + u_size * from;
  vec3 course = u_size * along;
#endif
#if SURFACES
  float height = heightAt(from + t * along);
  float before = t;             // the sample before that at t, and its value
  float beforeHeight = height;
#endif
  for (int k = 0; k < most && t < end && clear > 0.01; k += 1) {
    float next = min(t + stride, end);
    float far = 4.0 * base;     // how long the next step may be
#if SURFACES
    float nextHeight = heightAt(from + next * along);
    // Where values turn between samples the ray may touch a surface there: the parabola of three samples tells.
    float rise = (nextHeight - height) / (next - t);
    float fall = (height - beforeHeight) / (t - before);
    if (rise * fall < 0.0) {
      float bend = 2.0 * (rise - fall) / (next - before);
      float tangent = (fall * (next - t) + rise * (t - before)) / (next - before);
      float turn = t - tangent / bend;
      float there = height - 0.5 * tangent * tangent / bend;
      if (turn > t && turn < next && levelsBelow(there) != levelsBelow(height)) {
        next = turn;
        nextHeight = heightAt(from + next * along);
      }
    }
#endif
#if VOLUME
#if SURFACES && SAME
    float value = nextHeight;
#else
    float value = quantity(origin + next * course);
#endif
    float place = placeOf(value);
    float share = shareOf(value, place);
    float weight = weightOf(share);
#endif
#if SURFACES
    if (!isNone(height) && !isNone(nextHeight)) {
      int below = levelsBelow(height);
      int nextBelow = levelsBelow(nextHeight);
      float a = t;
      float first = height;
      for (int j = 0; j < LEVELS && below != nextBelow; j += 1) {
        int which = below < nextBelow ? below : below - 1;
        below += below < nextBelow ? 1 : -1;
        float at;
        vec3 slope;
        if (!crossing(from, along, a, next, first, nextHeight, u_levels[which], at, slope)) continue;
        if (met.w == 0.0) met = vec4(from + at * along, 1.0 + float(which));
#if VOLUME
        gatherCloud(place, weight, at, length1);
#endif
        vec4 film = filmOf(which, slope, along);
        light += clear * film.a * film.rgb;
        clear *= 1.0 - film.a;
        a = at;
        first = u_levels[which];
      }
    }
    // Levels that are far off, if values go on as they did, are so for more than one step.
    float speed = abs(nextHeight - height) / (next - t);
    far = min(far, isNone(nextHeight) ? base : 0.5 * gapOf(nextHeight) / max(speed, 1e-9));
    before = t;
    beforeHeight = height;
    height = nextHeight;
#endif
#if VOLUME
    gatherCloud(place, weight, next, length1);
    // Where nothing is seen, and nothing will be soon if values go on as they did, steps are longer.
    if (weight > 0.0) far = 0.0;
    else {
      float pace = last < 0.0 ? 1e9 : abs(share - last) / (next - t);
      far = min(far, 0.5 * (u_cut - share) / max(pace, 1e-9));
    }
    last = share;
#endif
    t = next;
    stride = max(far, base);
  }
  return met;
}

// From the eye to a place of the unit box; of parallel rays what is as long as they can be in it, and more.
vec3 rayTo(vec3 unit) {
  return u_eye.w > 0.5 ? unit - u_eye.xyz : u_eye.xyz * (4.0 * max(u_size.x, max(u_size.y, u_size.z)));
}

// Where a ray enters the box and where it leaves it, as shares of `along`: the first is larger where it misses it.
vec2 boxSpan(vec3 from, vec3 along, out vec3 inverse) {
  inverse = 1.0 / (along + vec3(equal(along, vec3(0.0))) * 1e-20);
  vec3 low = min(-from * inverse, (1.0 - from) * inverse);
  vec3 high = max(-from * inverse, (1.0 - from) * inverse);
  return vec2(max(low.x, max(low.y, low.z)), min(high.x, min(high.y, high.z)));
}

// How far before what hides all behind it a ray ends: a surface that lies in a slice is hidden by it, where rounding would
// have it now before it and now behind.
float gapBefore(vec3 along) {
  return 1e-4 * max(u_size.x, max(u_size.y, u_size.z)) / length(along * u_size);
}

// Where it enters the box and where it ends, at its far side or at a slice.
vec2 spanOf(vec3 from, vec3 along) {
  float gap = gapBefore(along);
  vec3 inverse;
  vec2 span = boxSpan(from, along, inverse);
  float t = max(0.0, span.x);
  float end = span.y;
  for (int axis = 0; axis < 3; axis += 1) {
    float at = (u_at[axis] - from[axis]) * inverse[axis];
    if (u_shown[axis] > 0.5 && at > t) end = min(end, max(t, at - gap));
  }
  float towards = dot(u_plane.xyz, along);
  if (abs(towards) > 1e-12) {
    float at = -(dot(u_plane.xyz, from) + u_plane.w) / towards;
    if (at > t) end = min(end, max(t, at - gap));
  }
  return vec2(t, end);
}
