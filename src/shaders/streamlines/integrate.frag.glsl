#version 300 es
precision highp float;
precision highp int;
#pragma include field

// Moves every trajectory on by four strides, or by three after where it starts: places with the direction there, between
// which the points of the line are interpolated. They fill the rows of a block, one block for each pass, and go against
// the field from column BLOCK_WIDTH / 2 on. Positions are CSS pixels from the plot's middle, y up, where directions are
// those of the world. A direction's length is how many points the stride is long, and one more. A trajectory that ended
// is marked by places at `ended`.
uniform highp sampler2D u_from;        // the last target, or where the trajectories start
uniform int u_fromRow;           // first row of its last block
uniform int u_row;               // first row of this block
uniform vec2 u_centre;
uniform float u_unitsPerPixel;
uniform vec2 u_halfSize;         // of the area in which lines are followed
uniform float u_point;           // arc length between points
uniform int u_longest;           // points of a stride at most, a power of two
uniform int u_steps;             // of the integration between points at least, or 0
uniform bool u_first;            // the pass begins with where the trajectories start
uniform int u_stages;            // 4; not a constant, or compilers would unroll the loop over slopes

layout(location = 0) out vec4 place0;
layout(location = 1) out vec4 place1;
layout(location = 2) out vec4 place2;
layout(location = 3) out vec4 place3;

const float ended = 1e9;

bool finite(float x) {
  return (floatBitsToUint(x) & 0x7f800000u) != 0x7f800000u;
}

// Unit vector of the field, zero where it has no direction.
vec2 direction(vec2 q, float sense) {
  vec2 F = field(u_centre + q * u_unitsPerPixel);
  float size = max(abs(F.x), abs(F.y));
  if (!finite(F.x) || !finite(F.y) || size == 0.0) return vec2(0.0);
  F /= size;
  return F * (sense * inversesqrt(dot(F, F)));
}

// A trajectory's place and the direction in which it goes on; one that ended stands at `ended`.
struct Place {
  vec2 q;
  vec2 onwards;
};

// Pixels by which a stride may be wrong: less than is seen, and lines of a thousand strides stay within a pixel.
const float tolerance = 0.01;
// Steps of a stride from point to point at most. Where a field has no direction no step is short enough.
const int mostPieces = 16;
// Enough for four strides that are halved, cut into pieces and only then long enough.
const int mostAttempts = 32;

// Goes on by an arc length in `pieces` classical Runge-Kutta steps. `error` is the sum over them of how far they are
// from those of third order with the slope at the new place in the fourth's stead: h/6 |k4 - k5|. It comes for nothing,
// since the next step begins with that slope. `turn` is the least cosine between the slopes and the first one.
// The slopes are taken in a loop, so that the field's text is in the shader once: compilers take seconds for copies.
Place advance(Place place, float sense, float arc, int pieces, out float error, out float turn) {
  float h = arc / float(pieces);
  vec2 first = place.onwards;
  error = 0.0;
  turn = 1.0;
  for (int piece = 0; piece < pieces; piece++) {
    vec2 q = place.q;
    vec2 sum = place.onwards;
    vec2 slope = place.onwards;
    for (int stage = 0; stage < u_stages; stage++) {
      vec2 at = q + slope * (stage < 2 ? 0.5 * h : h);
      if (stage == 3) at = q + sum * (h / 6.0);
      vec2 found = direction(at, sense);
      turn = min(turn, dot(first, found));
      if (stage < 3) sum += found * (stage < 2 ? 2.0 : 1.0);
      if (stage == 3) {
        error += h / 6.0 * distance(slope, found);
        place.q = at;
      }
      slope = found;
    }
    place.onwards = slope;
  }
  return place;
}

// Whether a trajectory ends in going on from one place to the other: where the field has no direction, where it turns
// back (at a sink, or at a source followed backwards), and beyond the area.
bool ends(Place place, Place to, float arc) {
  vec2 moved = to.q - place.q;
  bool stuck = dot(moved, place.onwards) < 0.3 * arc || dot(moved, to.onwards) <= 0.0;
  bool outside = any(greaterThan(abs(to.q), u_halfSize));
  return stuck || outside || !finite(to.q.x) || !finite(to.q.y);
}

void main() {
  ivec2 cell = ivec2(gl_FragCoord.xy) - ivec2(0, u_row);
  float sense = cell.x < BLOCK_WIDTH / 2 ? 1.0 : -1.0;
  vec2 q = texelFetch(u_from, cell + ivec2(0, u_fromRow), 0).xy;
  vec4 places[4] = vec4[4](vec4(ended), vec4(ended), vec4(ended), vec4(ended));
  Place place = Place(q, q.x == ended ? vec2(0.0) : direction(q, sense));
  bool going = place.onwards != vec2(0.0);
  int made = 0;
  if (u_first && going) places[made++] = vec4(place.q, place.onwards);
  int stride = u_longest;
  int pieces = 1;
  for (int attempt = 0; attempt < mostAttempts && going && made < 4; attempt++) {
    float arc = float(stride) * u_point;
    float error;
    float turn;
    int cut = max(pieces, stride * u_steps);
    Place to = advance(place, sense, arc, cut, error, turn);
    // That of uncut strides: what lies between places is no better for their being cut.
    error *= pow(float(cut) / float(pieces), 3.0);
    bool over = ends(place, to, arc);
    if (stride > 1 && (over || !(error <= tolerance) || turn < 0.5)) {
      stride /= 2;
      continue;
    }
    if (!(error <= tolerance) && pieces < mostPieces) {
      // n steps for one have a total error 1/n^3 of its.
      float wanted = 1.2 * float(pieces) * pow(error / tolerance, 1.0 / 3.0);
      pieces = int(clamp(ceil(wanted), float(2 * pieces), float(mostPieces)));
      continue;
    }
    going = !over;
    if (!going) break;
    places[made++] = vec4(to.q, to.onwards * float(stride + 1));
    place = to;
    // A stride of twice the length has about sixteen times the error.
    if (16.0 * error < tolerance) stride = min(2 * stride, u_longest);
    pieces = 1;
  }
  place0 = places[0];
  place1 = places[1];
  place2 = places[2];
  place3 = places[3];
}
