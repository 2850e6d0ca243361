// Whether a plane may be better: planar mode knows no holes.

fn isWorthTrying(state: BlockState) -> bool {
  return (state.kind == KIND_OPAQUE || state.kind == KIND_SOLID) && state.error > 0u;
}
