in vec3 v_unit;

uniform vec2 u_corner;        // of this part of the picture, in device pixels

// Noise without a pattern that the eye finds (Jimenez 2014): the same pixels in every picture.
float jitter(vec2 pixel) {
  return fract(52.9829189 * fract(dot(pixel, vec2(0.06711056, 0.00583715))));
}

void main() {
  vec3 along = u_eye.w > 0.5 ? v_unit - u_eye.xyz : u_eye.xyz * (4.0 * max(u_size.x, max(u_size.y, u_size.z)));
  vec3 from = v_unit - along;
  vec2 span = spanOf(from, along);
  march(from, along, span.x, min(span.y, 1.0), jitter(gl_FragCoord.xy + u_corner));
  colour = vec4(light, 1.0 - clear);
}
