// Tables of the footprint, the same for every pipeline. Constants in front of the shader say where in them each table
// begins (COLOR_LEVELS, TRIT_CODES, ...); assembly/gpu/README.md lists their shapes.

@group(0) @binding(0) var<storage, read> integers: array<u32>;
@group(0) @binding(1) var<storage, read> floats: array<f32>;
