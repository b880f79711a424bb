#version 300 es
precision highp float;
precision highp int;
#pragma include options

// Colours for the values of a tile, with contour lines where they are asked for.
uniform highp sampler2D u_values;
uniform highp sampler2D u_palette;
uniform vec2 u_stretch;       // place in the palette = value on the scale · x + y
uniform vec2 u_ends;          // the places of the range's ends
uniform vec2 u_tileSize;
uniform float u_pixelRatio;   // device pixels per CSS pixel
uniform vec2 u_tile;
uniform vec3 u_hatchLow;
uniform vec3 u_hatchHigh;
#if SYMLOG
uniform float u_threshold;
#endif

layout(location = 0) out vec4 colour;

// Comparisons with NaN may be optimised as if there were none, so the exponent's bits are looked at instead.
bool finite(float x) {
  return (floatBitsToUint(x) & 0x7f800000u) != 0x7f800000u;
}

float scaled(float value) {
#if SYMLOG
  float size = abs(value) / u_threshold;
  return size <= 1.0 ? value / u_threshold : sign(value) * (1.0 + log2(size) * 0.30102999566);
#else
  return value;
#endif
}

// In the palette, 0 … 1.
float placeOf(float value) {
  return clamp(scaled(value) * u_stretch.x + u_stretch.y, u_ends.x, u_ends.y);
}

// The table has an odd number of entries, so zero is a diverging palette's middle entry exactly, and more entries than
// a channel has steps, so the nearest one will do: software renderers take three times as long to interpolate.
vec4 colourAt(float place) {
  float last = float(textureSize(u_palette, 0).x - 1);
  return texelFetch(u_palette, ivec2(place * last + 0.5, 0), 0);
}

// Of a value, and of none: a hatch, in which `at` says where one is, in CSS pixels.
vec4 colourOf(float value, vec2 at) {
  if (!finite(value)) {
    float stripe = abs(fract((at.x + at.y) / 11.0) - 0.5) * 11.0;
    float edge = clamp((stripe - 3.5) * u_pixelRatio * 0.7071 + 0.5, 0.0, 1.0);
    return vec4(mix(u_hatchLow, u_hatchHigh, edge), 1.0);
  }
  return colourAt(placeOf(value));
}

// Larger than colours tell apart.
bool isBeyond(float value) {
  float size = 0.999 * abs(value);
  return vec2(placeOf(-size), placeOf(size)) == u_ends;
}

// A pole hardly ever lies on a pixel's middle. Near one, v ~ d^−k, values change by k/d of themselves from pixel to pixel.
// So of the values larger than colours tell apart those are hatched that, along a row or a column, are beside a smaller and
// one more than twice as large, or beside two smaller of which one is less than half as large; or are more than twice those
// two pixels away: within some 2k pixels of a pole, and where values grow e-fold in a pixel and a half, which is as much
// steeper than pixels can show. At a jump one side is level, and through a zero, however steep, values grow evenly to both
// sides. A pole beside which all values are within the range is not found, nor one at the picture's very edge.
bool isSteep(float before, float after, bool beside) {
  float low = min(before, after);
  float high = max(before, after);
  bool steep = beside ? low > 0.0 && low < 0.9 && high > 2.0 || low < 0.5 && high < 0.9 : low > -0.5 && high < 0.5;
  return steep && finite(low + high);
}

#pragma include contours

void main() {
  // The canvas counts rows from below, the values from the top.
  ivec2 pixel = ivec2(gl_FragCoord.x, u_tileSize.y - gl_FragCoord.y);
  float value = texelFetch(u_values, pixel, 0).x;
#if POLES
  if (isBeyond(value)) {
    float here = value;
    for (int k = 0; k < 4; k++) {
      ivec2 by = (1 + k / 2) * ivec2(k & 1, 1 - (k & 1));
      float before = texelFetch(u_values, max(pixel - by, 0), 0).x / here;
      float after = texelFetch(u_values, min(pixel + by, ivec2(u_tileSize) - 1), 0).x / here;
      if (isSteep(before, after, k < 2)) value = uintBitsToFloat(0x7f800000u);
    }
  }
#endif
  colour = colourOf(value, (vec2(pixel) + u_tile) / u_pixelRatio);
#if CONTOURS
  if (finite(value)) colour.rgb = withContours(colour.rgb, pixel, value);
#endif
}
