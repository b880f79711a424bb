uniform highp sampler2D u_places;

void main() {
  colour = vec4(valueAt(texelFetch(u_places, ivec2(gl_FragCoord.xy), 0).xyz), 0.0, 0.0, 1.0);
}
