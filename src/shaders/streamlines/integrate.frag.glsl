#version 300 es
precision highp float;
precision highp int;
#pragma include field

// Moves every trajectory on by eight points of equal arc length. They fill the rows of a block, one block for each
// step, and go against the field from column BLOCK_WIDTH / 2 on. Positions are CSS pixels from the plot's middle, y up, where directions are those of the
// world. A trajectory that ended is marked by points at `ended`.
uniform sampler2D u_from;        // the last target, or where the trajectories start
uniform int u_fromRow;           // first row of its last block
uniform int u_row;               // first row of this block
uniform vec2 u_centre;
uniform float u_unitsPerPixel;
uniform vec2 u_halfSize;         // of the area in which lines are followed
uniform float u_spacing;         // arc length between points
uniform int u_stages;            // 4; not a constant, or compilers would unroll the loop over slopes

layout(location = 0) out vec4 points0;
layout(location = 1) out vec4 points1;
layout(location = 2) out vec4 points2;
layout(location = 3) out vec4 points3;

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

// Pixels by which a step may be wrong: less than is seen, and lines of a thousand steps stay within a pixel.
const float tolerance = 0.01;
// Steps between two points at most. Where a field has no direction no step is short enough.
const int mostPieces = 16;

// Goes on by the arc length u_spacing in `pieces` classical Runge-Kutta steps. `error` is the sum over them of how far
// they are from those of third order with the slope at the new place in the fourth's stead: h/6 |k4 - k5|. It comes
// for nothing, since the next step begins with that slope.
// The slopes are taken in a loop, so that the field's text is in the shader once: compilers take seconds for copies.
Place advance(Place place, float sense, int pieces, out float error) {
  float h = u_spacing / float(pieces);
  error = 0.0;
  for (int piece = 0; piece < pieces; piece++) {
    vec2 q = place.q;
    vec2 sum = place.onwards;
    vec2 slope = place.onwards;
    for (int stage = 0; stage < u_stages; stage++) {
      vec2 at = q + slope * (stage < 2 ? 0.5 * h : h);
      if (stage == 3) at = q + sum * (h / 6.0);
      vec2 found = direction(at, sense);
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

// The next place. A trajectory ends where the field has no direction, where it turns back (at a sink, or at a source
// followed backwards), and beyond the area.
Place next(Place place, float sense) {
  Place to = place;
  float error = 0.0;
  int pieces = 1;
  for (int attempt = 0; attempt < 3; attempt++) {
    to = advance(place, sense, pieces, error);
    if (error <= tolerance || pieces == mostPieces) break;
    // n steps for one have a total error 1/n^3 of its.
    pieces = min(mostPieces, int(1.0 + 1.2 * float(pieces) * pow(error / tolerance, 1.0 / 3.0)));
  }
  vec2 moved = to.q - place.q;
  bool stuck = dot(moved, place.onwards) < 0.3 * u_spacing || dot(moved, to.onwards) <= 0.0;
  bool outside = any(greaterThan(abs(to.q), u_halfSize));
  if (stuck || outside || !finite(to.q.x) || !finite(to.q.y)) return Place(vec2(ended), vec2(0.0));
  return to;
}

void main() {
  ivec2 cell = ivec2(gl_FragCoord.xy) - ivec2(0, u_row);
  float sense = cell.x < BLOCK_WIDTH / 2 ? 1.0 : -1.0;
  vec2 q = texelFetch(u_from, cell + ivec2(0, u_fromRow), 0).zw;
  vec4 points[4] = vec4[4](vec4(ended), vec4(ended), vec4(ended), vec4(ended));
  Place place = Place(q, q.x == ended ? vec2(0.0) : direction(q, sense));
  for (int k = 0; k < 8 && place.onwards != vec2(0.0); k++) {
    place = next(place, sense);
    if (k % 2 == 0) points[k / 2].xy = place.q;
    else points[k / 2].zw = place.q;
  }
  points0 = points[0];
  points1 = points[1];
  points2 = points[2];
  points3 = points[3];
}
