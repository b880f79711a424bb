in vec3 v_place;              // of the unit box
flat in vec3 v_normal;        // the axis that it is across, 0 of a free plane

uniform vec3 u_at;
uniform vec2 u_corner;        // of this part of the picture, in device pixels
uniform float u_poles;        // 1 where what is near poles is hatched

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

// The value here, or infinity near a pole: as the plane finds those, by the pixels around on the slice.
float shownAt(vec3 unit, vec3 right, vec3 up) {
  float here;
  float before;
  // In one place, since some compilers write the field out wherever it is asked for.
  for (int k = 0; k < 9; k += 1) {
    vec3 along = ((k - 1) & 2) == 0 ? right : up;
    float by = k == 0 ? 0.0 : float((k & 1) == 1 ? -1 : 1) * (k < 5 ? 1.0 : 2.0);
    float value = valueAt(unit + by * along);
    if (k == 0) {
      here = value;
      if (u_poles < 0.5 || !isBeyond(here)) return here;
    } else if ((k & 1) == 1) before = value / here;
    else if (isSteep(before, value / here, k < 5)) return uintBitsToFloat(0x7f800000u);
  }
  return here;
}

void main() {
  // Where it lies is not rounded from pixel to pixel: there may be a pole all over it.
  vec3 unit = mix(v_place, u_at, v_normal);
  float value = shownAt(unit, dFdx(unit), dFdy(unit));
  colour = colourOf(value, (gl_FragCoord.xy + u_corner) / u_pixelRatio);
#if LINES
  // Derivatives are defined only where all pixels beside each other come by.
  float level = scaled(value) / u_spacing;
  float steepness = length(vec2(dFdx(level), dFdy(level)));
  vec2 slope = vec2(dFdx(value), dFdy(value));
  // Squares of it are neither too large nor too small.
  float most = max(abs(value), max(abs(slope.x), abs(slope.y)));
  if (finite(value) && finite(steepness) && steepness * u_pixelRatio >= 1e-4)
    colour.rgb = withLines(colour.rgb, value / most, level, steepness, length(slope / most));
#endif
}
