// Lines in the colours of the map: what colour.frag.glsl paints for the value under the pixel.
uniform highp sampler2D u_values;
uniform highp sampler2D u_palette;
uniform vec2 u_stretch;       // place in the palette = value on the scale · x + y
uniform vec2 u_ends;          // the places of the range's ends
uniform float u_threshold;    // of the symlog scale; 0 for the linear one
uniform float u_rows;         // rows of the tile

vec4 inkAt() {
  ivec2 pixel = ivec2(gl_FragCoord.x, u_rows - gl_FragCoord.y);
  float value = texelFetch(u_values, pixel, 0).x;
  // Poles and NaN have no colour: there lines are as they are elsewhere.
  if ((floatBitsToUint(value) & 0x7f800000u) == 0x7f800000u) return u_ink;
  if (u_threshold > 0.0) {
    float size = abs(value) / u_threshold;
    value = size <= 1.0 ? value / u_threshold : sign(value) * (1.0 + log2(size) * 0.30102999566);
  }
  float place = clamp(value * u_stretch.x + u_stretch.y, u_ends.x, u_ends.y);
  float last = float(textureSize(u_palette, 0).x - 1);
  return vec4(texelFetch(u_palette, ivec2(place * last + 0.5, 0), 0).rgb, 1.0);
}
