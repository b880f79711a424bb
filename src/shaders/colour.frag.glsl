#version 300 es
precision highp float;
precision highp int;

// Colours for the values of a tile: the palette's middle is zero, its ends are ±limit.
uniform sampler2D u_values;
uniform sampler2D u_palette;
uniform float u_scale;        // 1 / limit
uniform float u_rows;         // rows of the tile
uniform float u_pixelRatio;   // device pixels per CSS pixel
uniform vec2 u_tile;
uniform vec3 u_hatchLow;
uniform vec3 u_hatchHigh;

layout(location = 0) out vec4 colour;

// Comparisons with NaN may be optimised as if there were none, so the exponent's bits are looked at instead.
bool finite(float x) {
  return (floatBitsToUint(x) & 0x7f800000u) != 0x7f800000u;
}

void main() {
  // The canvas counts rows from below, the values from the top.
  ivec2 pixel = ivec2(gl_FragCoord.x, u_rows - gl_FragCoord.y);
  float value = texelFetch(u_values, pixel, 0).x;
  if (!finite(value)) {
    vec2 at = (vec2(pixel) + u_tile) / u_pixelRatio;
    float stripe = abs(fract((at.x + at.y) / 11.0) - 0.5) * 11.0;
    float edge = clamp((stripe - 3.5) * u_pixelRatio * 0.7071 + 0.5, 0.0, 1.0);
    colour = vec4(mix(u_hatchLow, u_hatchHigh, edge), 1.0);
    return;
  }
  float t = clamp(value * u_scale, -1.0, 1.0);
  // The table has an odd number of entries, so zero is its middle entry exactly, and more entries than a channel has
  // steps, so the nearest one will do: software renderers take three times as long to interpolate.
  float last = float(textureSize(u_palette, 0).x - 1);
  colour = texelFetch(u_palette, ivec2((t * 0.5 + 0.5) * last + 0.5, 0), 0);
}
