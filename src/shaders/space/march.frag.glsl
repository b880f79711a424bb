in vec3 v_unit;

uniform mat4 u_clip;
uniform vec2 u_corner;        // of this part of the picture, in device pixels
uniform float u_standing;     // 1 where rays end at what stands in the box
uniform highp sampler2D u_depth;  // of that
uniform float u_part;         // of a ray: 0 all of it; 1, 2 and 3 what is behind a body, in it, and before it
uniform vec3 u_bodyCentre;
uniform vec3 u_bodyHalf;
uniform float u_round;        // 1 where it is a ball

// Noise without a pattern that the eye finds (Jimenez 2014): the same pixels in every picture.
float jitter(vec2 pixel) {
  return fract(52.9829189 * fract(dot(pixel, vec2(0.06711056, 0.00583715))));
}

// Where something stands on a ray that hides all behind it; its neighbours tell where a pixel's middle is beside it.
float standing(vec3 from, vec3 along) {
  ivec2 pixel = ivec2(gl_FragCoord.xy);
  float depth = texelFetch(u_depth, pixel, 0).r;
  for (int k = 0; k < 9 && depth == 1.0; k += 1)
    depth = texelFetch(u_depth, max(ivec2(0), pixel + ivec2(k % 3, k / 3) - 1), 0).r;
  float z = 2.0 * depth - 1.0;
  vec4 a = u_clip * vec4(from, 1.0);
  vec4 b = u_clip * vec4(along, 0.0);
  return (z * a.w - a.z) / (b.z - z * b.w);
}

// Where a ray enters the body and where it leaves it: the first is larger where it misses it.
vec2 bodySpan(vec3 from, vec3 along) {
  vec3 a = (from - u_bodyCentre) / u_bodyHalf;
  vec3 b = along / u_bodyHalf;
  vec3 inverse;
  if (u_round < 0.5) return boxSpan(0.5 + 0.5 * a, 0.5 * b, inverse);
  float middle = -dot(a, b) / dot(b, b);
  vec3 nearest = a + middle * b;
  float squared = (1.0 - dot(nearest, nearest)) / dot(b, b);
  return squared > 0.0 ? middle + sqrt(squared) * vec2(-1.0, 1.0) : vec2(1.0, 0.0);
}

void main() {
  vec3 along = rayTo(v_unit);
  vec3 from = v_unit - along;
  vec2 span = spanOf(from, along);
  span.y = min(span.y, 1.0);
  if (u_standing > 0.5) span.y = min(span.y, standing(from, along) - gapBefore(along));
  if (u_part > 0.5) {
    vec2 body = bodySpan(from, along);
    bool met = body.x < body.y;
    // What misses it is all behind it.
    if (u_part < 1.5) span.x = met ? max(span.x, body.y) : span.x;
    else if (!met) span.y = span.x;
    else if (u_part < 2.5) span = vec2(max(span.x, body.x), min(span.y, body.y));
    else span.y = min(span.y, body.x);
  }
  march(from, along, span.x, span.y, jitter(gl_FragCoord.xy + u_corner));
  colour = vec4(light, 1.0 - clear);
}
