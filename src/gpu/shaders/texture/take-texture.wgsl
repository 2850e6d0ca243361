// Copies a picture that is in a texture already to the one that is compressed, as 8 bits a component.

struct Settings {
  size: vec2u,
  // 1: the texture is read as linear light and holds sRGB.
  isSrgb: u32,
}

@group(0) @binding(0) var<uniform> settings: Settings;
@group(0) @binding(1) var picture: texture_2d<f32>;
@group(0) @binding(2) var taken: texture_storage_2d<rgba8unorm, write>;

@compute @workgroup_size(8, 8) fn main(@builtin(global_invocation_id) id: vec3u) {
  if (any(id.xy >= settings.size)) {
    return;
  }
  var color = textureLoad(picture, id.xy, 0);
  if (settings.isSrgb == 1u) {
    color = vec4f(fromLinear(color.rgb), color.a);
  }
  textureStore(taken, id.xy, color);
}
