// Contour lines over the colours; part of colour.frag.glsl.
uniform float u_spacing;      // between contour lines, on the scale

float valueAt(ivec2 pixel) {
  return texelFetch(u_values, clamp(pixel, ivec2(0), ivec2(u_tileSize) - 1), 0).x;
}

// In lines' distances: whole numbers are lines.
float levelOf(float value) {
  return scaled(value) / u_spacing;
}

// How much of the pixel lines cover: other lines, and the zero set. A line's distance in pixels is that of the level from
// it over the level's gradient, so that its width is the same everywhere.
vec2 contours(ivec2 pixel, float value) {
  float right = valueAt(pixel + ivec2(1, 0));
  float left = valueAt(pixel - ivec2(1, 0));
  float below = valueAt(pixel + ivec2(0, 1));
  float above = valueAt(pixel - ivec2(0, 1));
  float steepness = 0.5 * length(vec2(levelOf(right) - levelOf(left), levelOf(below) - levelOf(above)));
  // Flat but for rounding: there is no telling where a line would run.
  if (!finite(steepness) || steepness * u_pixelRatio < 1e-4) return vec2(0.0);
  float level = levelOf(value);
  float nearest = floor(level + 0.5);
  float cover = 0.5 + 0.5 * u_pixelRatio - abs(level - nearest) / steepness;
  // Where lines would run into each other there are none.
  float apart = 1.0 - smoothstep(0.12, 0.3, steepness * u_pixelRatio);
  // The zero set is the same on every scale: in units of what is around, of which squares are neither too large nor too small.
  float unit = max(max(max(abs(right), abs(left)), max(abs(below), abs(above))), abs(value));
  right /= unit;
  left /= unit;
  below /= unit;
  above /= unit;
  value /= unit;
  float slope = 0.5 * length(vec2(right - left, below - above));
  float zero = 0.5 + 1.1 * u_pixelRatio - abs(value) / slope;
  // A change of sign through infinity is no zero: there the slopes on both sides differ as much as they are.
  float bend = length(vec2(right + left, below + above) - 2.0 * value);
  if (steepness > 0.25) zero *= 1.0 - smoothstep(0.5, 1.0, bend / slope);
  return vec2(nearest == 0.0 ? 0.0 : clamp(cover, 0.0, 1.0) * apart, clamp(zero, 0.0, 1.0));
}

vec3 withContours(vec3 colour, ivec2 pixel, float value) {
  vec2 lines = contours(pixel, value);
  vec3 ink = vec3(dot(colour, vec3(0.3, 0.59, 0.11)) > 0.5 ? 0.0 : 1.0);
  return mix(colour, ink, max(0.38 * lines.x, 0.9 * lines.y));
}
