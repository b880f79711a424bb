// What lines, tubes and arrows in space have in common; places are of the unit box, directions of the world.
uniform mat4 u_clip;
uniform vec4 u_eye;
uniform vec3 u_size;
uniform vec2 u_half;          // half the picture, in CSS pixels

// The world length of a CSS pixel where clip space has this w.
float pixelAt(float w) {
  return w / (u_half.x * length(vec3(u_clip[0].x, u_clip[1].x, u_clip[2].x) / u_size));
}

vec3 towardsEye(vec3 unit) {
  return normalize((u_eye.w > 0.5 ? u_eye.xyz - unit : -u_eye.xyz) * u_size);
}
