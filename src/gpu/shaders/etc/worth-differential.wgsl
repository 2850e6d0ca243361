// Whether differential bases for the flip of this turn may still win.

fn isWorthTrying(state: BlockState) -> bool {
  if (state.kind != KIND_OPAQUE) {
    return state.kind == KIND_PUNCHED;
  }
  let chroma = select(state.chroma.x, state.chroma.y, (state.likelyFlip ^ chunk.turn) == 1u);
  let isSkipped = ONE_FLIP == 1u && chunk.turn == 1u;
  return !isSkipped && chroma < scaleGate(state.error, FLIP_GATE);
}
