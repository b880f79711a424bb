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

// One classical Runge-Kutta step of arc length h. `error` estimates by how many pixels it errs: k2 and k3 sample
// the same instant and differ to the order in which the step does.
vec2 rungeKutta(vec2 q, vec2 k1, float sense, float h, out float error) {
  vec2 k2 = direction(q + 0.5 * h * k1, sense);
  vec2 k3 = direction(q + 0.5 * h * k2, sense);
  vec2 k4 = direction(q + h * k3, sense);
  error = h * distance(k2, k3);
  return q + h / 6.0 * (k1 + 2.0 * (k2 + k3) + k4);
}

// A place on a trajectory and the direction in which it goes on; a trajectory that ended stands at `ended`.
struct Place {
  vec2 q;
  vec2 onwards;
};

// The next place. A trajectory ends where the field has no direction, where it turns back (at a sink, or at a source
// followed backwards), and beyond the area.
Place next(Place place, float sense) {
  Place over = Place(vec2(ended), vec2(0.0));
  if (place.q.x == ended || place.onwards == vec2(0.0)) return over;
  float error;
  vec2 to = rungeKutta(place.q, place.onwards, sense, u_spacing, error);
  vec2 onwards = direction(to, sense);
  if (error > 0.1 * u_spacing) {
    to = place.q;
    onwards = place.onwards;
    for (int i = 0; i < 4; i++) {
      to = rungeKutta(to, onwards, sense, 0.25 * u_spacing, error);
      onwards = direction(to, sense);
    }
  }
  vec2 moved = to - place.q;
  bool stuck = dot(moved, place.onwards) < 0.3 * u_spacing || dot(moved, onwards) <= 0.0;
  bool outside = any(greaterThan(abs(to), u_halfSize));
  if (stuck || outside || !finite(to.x) || !finite(to.y)) return over;
  return Place(to, onwards);
}

void main() {
  ivec2 cell = ivec2(gl_FragCoord.xy) - ivec2(0, u_row);
  float sense = cell.x < BLOCK_WIDTH / 2 ? 1.0 : -1.0;
  vec2 q = texelFetch(u_from, cell + ivec2(0, u_fromRow), 0).zw;
  Place place = Place(q, q.x == ended ? vec2(0.0) : direction(q, sense));
  vec4 points[4];
  for (int k = 0; k < 4; k++) {
    place = next(place, sense);
    points[k].xy = place.q;
    place = next(place, sense);
    points[k].zw = place.q;
  }
  points0 = points[0];
  points1 = points[1];
  points2 = points[2];
  points3 = points[3];
}
