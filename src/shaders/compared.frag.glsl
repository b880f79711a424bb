#version 300 es
precision highp float;
precision highp int;
#pragma include field

// The map's value at each pixel of a tile where it is more than the exact derivative: NaN and ±inf as they come. Row 0 of
// the target is the top row of the picture. Which functions there are, and which are shown, is defined above.
in vec2 v_offset;
flat in vec2 v_centre;
flat in vec3 v_moment;

uniform highp sampler2D u_sums;     // over the pixel's own probes, for this tile: of z0 z0, z0 z1, z1 z1, and z0² z1²
uniform highp sampler2D u_squares;  // of (z0² − 1)², (z0² − 1) z0 z1, z0 z1 (z1² − 1), (z1² − 1)²
uniform float u_drawn;        // how many probes the sums hold
uniform vec3 u_variances;     // of the mean of z0 z0, z0 z1, z1 z1, where all pixels share the probes
uniform vec3 u_covariances;   // 01, 02, 12
uniform float u_difference;   // step, world units
uniform highp sampler2D u_left;   // computed elsewhere and rounded, for this tile
uniform highp sampler2D u_right;
uniform vec2 u_corner;        // of the tile in the target
uniform float u_divider;      // pixels of the tile to its left

ivec2 pixel() { return ivec2(gl_FragCoord.xy - u_corner); }

float leftComputed(vec2 p) { return texelFetch(u_left, pixel(), 0).x; }
float rightComputed(vec2 p) { return texelFetch(u_right, pixel(), 0).x; }

#if HAS_EXACT
float exactSide(vec2 p) { return quantity(p); }
#endif

#if HAS_ESTIMATE
float estimateSide(vec2 p) {
#if PER_POINT
  vec3 moment = texelFetch(u_sums, pixel(), 0).xyz / u_drawn;
#else
  vec3 moment = v_moment;
#endif
  vec4 J = jacobian(p);
  return moment.x * J.x + moment.y * (J.y + J.z) + moment.z * J.w;
}
#endif

#if HAS_DIFFERENCE
float differenceSide(vec2 p) {
  float h = u_difference;
  float across = field(vec2(p.x + h, p.y)).x - field(vec2(p.x - h, p.y)).x;
  float along = field(vec2(p.x, p.y + h)).y - field(vec2(p.x, p.y - h)).y;
  return across / (2.0 * h) + along / (2.0 * h);
}
#endif

#if HAS_SPREAD
// √(vᵀCv), scaled so that squares neither overflow nor vanish; NaN stays NaN.
float spread(vec3 v, vec3 variances, vec3 covariances) {
  float size = abs(v.x) + abs(v.y) + abs(v.z);
  if (size == 0.0) return 0.0 * variances.y;
  v /= size;
  float variance = dot(variances, v * v)
    + 2.0 * (covariances.x * v.x * v.y + covariances.y * v.x * v.z + covariances.z * v.y * v.z);
  return size * sqrt(variance < 0.0 ? 0.0 : variance);
}

float measured(vec2 p) {
  vec4 J = jacobian(p);
  vec3 v = vec3(J.x, J.y + J.z, J.w);
#if PER_POINT
  if (u_drawn < 2.0) return intBitsToFloat(0x7FC00000);
  float m = u_drawn;
  float scale = 1.0 / (m * (m - 1.0));
  vec4 sums = texelFetch(u_sums, pixel(), 0);
#if GAUSSIAN
  vec4 squares = texelFetch(u_squares, pixel(), 0);
  vec3 s = sums.xyz - vec3(m, 0.0, m);
  vec3 variances = vec3(squares.x, sums.w, squares.w) - s * s / m;
  vec3 covariances = vec3(squares.y, sums.w - s.x - s.z - m, squares.z) - s.xxy * s.yzz / m;
  return spread(v, scale * variances, scale * covariances);
#else
  // Signs have squares of 1: what varies is Σ z0 z1 alone, a whole number, and nothing is rounded away.
  return spread(v, vec3(0.0, scale * (m - sums.y) * (m + sums.y) / m, 0.0), vec3(0.0));
#endif
#else
  return spread(v, u_variances, u_covariances);
#endif
}

// The law of one probe's variance: (J01 + J10)², and for normal numbers 2 (J00² + J11²) more; divided by their count.
float predicted(vec2 p) {
  vec4 J = jacobian(p);
  return spread(vec3(J.x, J.y + J.z, J.w), u_variances, vec3(0.0));
}
#endif

layout(location = 0) out vec4 value;

void main() {
  vec2 p = v_centre + v_offset;
#if IS_LENS
  float map = gl_FragCoord.x - u_corner.x < u_divider ? LEFT(p) : RIGHT(p);
#elif IS_ERROR
  float map = LEFT(p) - RIGHT(p);
#else
  float map = LEFT(p);
#endif
  value = vec4(map, 0.0, 0.0, 1.0);
}
