precision highp float;
precision highp int;
#pragma include options

// Particles as points of some pixels.
uniform highp sampler2D u_particles;
uniform mat4 u_clip;
uniform float u_point;        // pixels across

#if CLEARED
uniform highp sampler2D u_clear;    // how much of each is seen
#endif
#if COLOURED
uniform highp sampler2D u_mapped;   // the map's value at each
#endif

flat out float v_clear;
flat out float v_value;
flat out float v_far;         // 0 … 1 from the nearest to the farthest

void main() {
  int columns = textureSize(u_particles, 0).x;
  ivec2 place = ivec2(gl_VertexID % columns, gl_VertexID / columns);
  vec4 particle = texelFetch(u_particles, place, 0);
  vec3 unit = particle.xyz;
  bool seen = particle.w >= 0.0 && all(greaterThanEqual(unit, vec3(0.0))) && all(lessThanEqual(unit, vec3(1.0)));
  gl_Position = seen ? u_clip * vec4(unit, 1.0) : vec4(0.0, 0.0, 2.0, 1.0);
  gl_PointSize = u_point;
  v_far = clamp(0.5 + 0.5 * gl_Position.z / gl_Position.w, 0.0, 1.0);
#if CLEARED
  v_clear = texelFetch(u_clear, place, 0).r;
#else
  v_clear = 1.0;
#endif
#if COLOURED
  v_value = texelFetch(u_mapped, place, 0).r;
#else
  v_value = 0.0;
#endif
}
