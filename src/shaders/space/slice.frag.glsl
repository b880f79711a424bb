in vec3 v_unit;

uniform vec2 u_corner;        // of this part of the picture, in device pixels

#if LINES
uniform float u_spacing;      // between contour lines, on the scale

// Contour lines as the plane has them, by how fast the level and the value change from pixel to pixel.
vec3 withLines(vec3 colour, float value, float level, float steepness, float slope) {
  float nearest = floor(level + 0.5);
  float cover = clamp(0.5 + 0.5 * u_pixelRatio - abs(level - nearest) / steepness, 0.0, 1.0);
  float apart = 1.0 - smoothstep(0.12, 0.3, steepness * u_pixelRatio);
  float zero = clamp(0.5 + 1.1 * u_pixelRatio - abs(value) / slope, 0.0, 1.0) * apart;
  vec3 ink = vec3(dot(colour, vec3(0.3, 0.59, 0.11)) > 0.5 ? 0.0 : 1.0);
  return mix(colour, ink, max(nearest == 0.0 ? 0.0 : 0.38 * cover * apart, 0.9 * zero));
}
#endif

void main() {
  float value = valueAt(v_unit);
  colour = colourOf(value, (gl_FragCoord.xy + u_corner) / u_pixelRatio);
#if LINES
  // Derivatives are defined only where all pixels beside each other come by.
  float level = scaled(value) / u_spacing;
  float steepness = length(vec2(dFdx(level), dFdy(level)));
  float slope = length(vec2(dFdx(value), dFdy(value)));
  if (finite(value) && finite(steepness) && steepness * u_pixelRatio >= 1e-4)
    colour.rgb = withLines(colour.rgb, value, level, steepness, slope);
#endif
}
