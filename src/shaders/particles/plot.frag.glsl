#version 300 es
precision highp float;

uniform float u_mark;         // the time, or what one particle counts for

layout(location = 0) out vec4 mark;

void main() {
  mark = vec4(u_mark, 0.0, 0.0, 1.0);
}
