precision highp float;

// The box's faces: a ray ends where it leaves the box.
uniform mat4 u_clip;

in vec3 position;
out vec3 v_unit;

void main() {
  v_unit = position;
  gl_Position = u_clip * vec4(position, 1.0);
}
