// The blocks that a pass works on: those its selection found worth it, side by side, so that no invocation idles beside
// one that works. In which order they lie is chance and changes nothing: each block is its own.

struct Selection {
  // Workgroups of the dispatch, which reads them here.
  groups: vec3u,
  count: u32,
}

@group(2) @binding(0) var<storage, read> selection: Selection;
@group(2) @binding(1) var<storage, read> selectedBlocks: array<u32>;
