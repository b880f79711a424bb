// An arrow that keeps the size of its head whatever it is looked at from: a quad around it, at its depth.
const float beyond = 3.0;     // as the plane's arrows
const float reach = 6.0;
const float shortest = 3.0;

in vec3 position;             // a corner: −1 or 1 along and across
in vec3 middle;
in vec4 way;                  // from tail to tip; with w a direction, along which it is so many CSS pixels long
in vec2 lift;                 // towards the eye: in lengths of the world, and in CSS pixels
out vec2 v_place;
flat out float v_length;

void main() {
  float pixel = pixelAt((u_clip * vec4(middle, 1.0)).w);
  vec3 at = middle + towardsEye(middle) * (lift.x + lift.y * pixel) / u_size;
  vec3 half1 = 0.5 * (way.w > 0.0 ? way.xyz * way.w * pixel : way.xyz) / u_size;
  vec4 tail = u_clip * vec4(at - half1, 1.0);
  vec4 tip = u_clip * vec4(at + half1, 1.0);
  vec2 from = tail.xy / tail.w * u_half;
  vec2 to = tip.xy / tip.w * u_half;
  vec2 along = length(to - from) > 1e-3 ? normalize(to - from) : vec2(1.0, 0.0);
  v_length = max(shortest, length(to - from));
  v_place = position.xy * vec2(0.5 * v_length + beyond, reach);
  vec2 corner = 0.5 * (from + to) + v_place.x * along + v_place.y * vec2(-along.y, along.x);
  vec4 end = position.x < 0.0 ? tail : tip;
  gl_Position = min(tail.w, tip.w) > 0.0 ? vec4(corner / u_half * end.w, end.zw) : vec4(0.0, 0.0, 2.0, 1.0);
}
