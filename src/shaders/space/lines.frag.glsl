precision highp float;

uniform vec4 u_ink;

layout(location = 0) out vec4 colour;

void main() {
  colour = u_ink;
}
