in vec3 v_unit;

// A ray through the box, and the values along it gathered as what glows and hides.
uniform vec4 u_eye;           // where rays come from; parallel ones' direction, and w is 0
uniform vec3 u_at;            // of the slices
uniform vec3 u_shown;         // 1 where a slice hides what is behind it
uniform float u_steps;        // along the longest edge
uniform float u_density;      // of the largest values, over the longest edge
uniform float u_cut;
uniform float u_contrast;
uniform float u_diverging;
uniform vec2 u_corner;        // of this part of the picture, in device pixels

const int most = 1024;

// How far towards the end of the range a value is, 0 … 1.
float shareOf(float value) {
  float place = placeOf(value);
  float share = u_diverging > 0.5 ? abs(2.0 * place - 1.0) : (place - u_ends.x) / (u_ends.y - u_ends.x);
  return finite(value) ? share : 0.0;
}

float weightOf(float share) {
  return pow(max(0.0, (share - u_cut) / max(1e-3, 1.0 - u_cut)), u_contrast);
}

// Noise without a pattern that the eye finds (Jimenez 2014): the same pixels in every picture.
float jitter(vec2 pixel) {
  return fract(52.9829189 * fract(dot(pixel, vec2(0.06711056, 0.00583715))));
}

void main() {
  float longest = max(u_size.x, max(u_size.y, u_size.z));
  vec3 along = u_eye.w > 0.5 ? v_unit - u_eye.xyz : u_eye.xyz * (4.0 * longest);
  vec3 from = v_unit - along;
  // Where the ray enters the box and where it ends, as shares of the way to this face.
  vec3 inverse = 1.0 / (along + vec3(equal(along, vec3(0.0))) * 1e-20);
  vec3 first = min(-from * inverse, (1.0 - from) * inverse);
  float t = max(0.0, max(first.x, max(first.y, first.z)));
  float end = 1.0;
  for (int axis = 0; axis < 3; axis += 1) {
    float at = (u_at[axis] - from[axis]) * inverse[axis];
    if (u_shown[axis] > 0.5 && at > t) end = min(end, at);
  }
  float length1 = length(along * u_size) / longest;   // in longest edges
  float base = 1.0 / (u_steps * length1);
  t += base * jitter(gl_FragCoord.xy + u_corner);
  vec3 light = vec3(0.0);
  float clear = 1.0;
  float last = -1.0;
  float stride = base;
  for (int k = 0; k < most && t < end && clear > 0.01; k += 1) {
    float value = valueAt(from + t * along);
    float share = shareOf(value);
    float weight = weightOf(share);
    float way = min(stride, end - t);
    if (weight > 0.0) {
      float hidden = 1.0 - exp(-u_density * weight * way * length1);
      light += clear * hidden * colourOf(value, vec2(0.0)).rgb;
      clear *= 1.0 - hidden;
    }
    // Where nothing is seen, and nothing will be soon if values go on as they did, steps are longer.
    float pace = last < 0.0 ? 1e9 : abs(share - last) / stride;
    float free = weight > 0.0 ? 0.0 : 0.5 * (u_cut - share) / max(pace, 1e-9);
    last = share;
    stride = clamp(free, base, 4.0 * base);
    t += stride;
  }
  colour = vec4(light, 1.0 - clear);
}
