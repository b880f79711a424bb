#version 300 es
// One triangle that covers the whole target.
in vec2 corner;

void main() {
  gl_Position = vec4(corner, 0.0, 1.0);
}
