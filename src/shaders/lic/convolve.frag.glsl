#version 300 es
precision highp float;
precision highp int;

// Noise averaged along the line of the field through each pixel (Cabral and Leedom 1993), by a Hann window. What moves is a
// second window with ripples, 1 + cos(k s − φ), whose phase φ grows: that is three sums, from which every phase follows,
//   Σ w n + cos φ Σ w n cos k s + sin φ Σ w n sin k s.
uniform highp sampler2D u_directions;
uniform ivec2 u_size;         // of the target
uniform ivec2 u_grains;       // pixels from a corner of the noise's period to the target's
uniform int u_grain;          // pixels across a grain
uniform int u_length;         // pixels followed each way
uniform float u_ripple;       // k, per pixel

layout(location = 0) out vec4 sums;

float noise(ivec2 pixel) {
  // The middle of the period is grain 2²¹, whatever its length: pictures keep the noise that they had.
  ivec2 grain = (((pixel + u_grains) / u_grain) & 0xfff) + 0x1ff800;
  uint bits = uint(grain.x) * 0x9e3779b1u ^ uint(grain.y) * 0x85ebca77u;
  bits ^= bits >> 16;
  bits *= 0x85ebca6bu;
  bits ^= bits >> 13;
  bits *= 0xc2b2ae35u;
  bits ^= bits >> 16;
  return float(bits >> 8) * 1.1920929e-7 - 1.0;
}

void main() {
  ivec2 start = ivec2(gl_FragCoord.xy);
  float own = noise(start);
  vec3 total = vec3(own, own, 0.0);
  float squares = 1.0;
  for (int side = 0; side < 2; side++) {
    float sense = side == 0 ? 1.0 : -1.0;
    // From the first pixel: sums from the target's corner are rounded otherwise in every tile.
    vec2 place = vec2(0.5);
    ivec2 pixel = start;
    for (int k = 1; k <= u_length; k++) {
      vec2 direction = texelFetch(u_directions, pixel, 0).xy;
      place += sense * direction;
      pixel = start + ivec2(floor(place));
      if (direction == vec2(0.0) || any(lessThan(pixel, ivec2(0))) || any(greaterThanEqual(pixel, u_size))) break;
      float window = 0.5 + 0.5 * cos(3.14159265 * float(k) / float(u_length + 1));
      float angle = u_ripple * float(k);
      float n = window * noise(pixel);
      total += n * vec3(1.0, cos(angle), sense * sin(angle));
      squares += window * window;
    }
  }
  // Noise of −1 … 1 has the variance 1/3: sums of unit variance, of which 3.2 standard deviations fit in a byte.
  sums = vec4(0.5 + 0.15625 * total * inversesqrt(squares * float(u_grain) / 3.0), 1.0);
}
