#version 300 es
precision highp float;

// What all pixels of a tile share is handed on by varyings: software renderers load a uniform, and work out
// gl_FragCoord, for every pixel anew, which costs more than many a field.
uniform vec2 u_centre;        // world coordinates of the picture's middle, rounded to float32
uniform vec2 u_middle;        // the tile's middle in device pixels from there, with what the rounding took away
uniform vec2 u_halfSize;      // of the tile, device pixels
uniform vec2 u_step;          // world units per device pixel, along columns and along rows
uniform vec3 u_moment;        // M00, M01, M11 of the probes that all pixels share

in vec2 corner;

out vec2 v_offset;            // world units from the picture's middle: small numbers, however far it is from the origin
flat out vec2 v_centre;
flat out vec3 v_moment;

void main() {
  gl_Position = vec4(corner, 0.0, 1.0);
  v_offset = (u_middle + corner * u_halfSize) * u_step;
  v_centre = u_centre;
  v_moment = u_moment;
}
