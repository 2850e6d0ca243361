// Whether chroma, which modes T and H serve, is enough of the best error.

fn isWorthTrying(state: BlockState) -> bool {
  if (state.kind != KIND_OPAQUE) {
    return state.kind == KIND_PUNCHED;
  }
  return min(state.chroma.x, state.chroma.y) >= scaleGate(state.error, SPLIT_GATE);
}
