// Rows of a texture as the passes read them: a word a pixel, red in the lowest byte, no padding.

struct Settings {
  width: u32,
  firstRow: u32,
  rowCount: u32,
}

@group(0) @binding(0) var<uniform> settings: Settings;
@group(0) @binding(1) var level: texture_2d<f32>;
@group(0) @binding(2) var<storage, read_write> pixels: array<u32>;

@compute @workgroup_size(8, 8) fn main(@builtin(global_invocation_id) id: vec3u) {
  if (id.x >= settings.width || id.y >= settings.rowCount) {
    return;
  }
  pixels[id.y * settings.width + id.x] = pack4x8unorm(textureLoad(level, vec2u(id.x, settings.firstRow + id.y), 0));
}
