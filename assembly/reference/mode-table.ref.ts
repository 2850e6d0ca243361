/** Twin of mode-table: a quad of neighbouring levels of one grid. */
import { FOUND, MODE_QUAD_BYTES, ModeEntry, ModeList, ModeQuad, NO_MODE, noteBits } from '../astc-search/mode-table';

export function addQuadRef(list: ModeList, slot: i32, first: i32, isDirect: bool): void {
  const found = FOUND + ((<usize>(slot * 12 + first)) << 2);
  let modeCount: i32 = 0;
  for (let level: usize = 0; level < 4; level++) {
    if (load<u32>(found + (level << 2)) != 0) modeCount++;
  }
  if (modeCount == 0) return;
  const at = list.quadsPtr + <usize>list.quadCount * MODE_QUAD_BYTES;
  const quad = changetype<ModeQuad>(at);
  quad.grid = slot;
  quad.noise = (isDirect ? first + 12 : first) * 4;
  for (let level: usize = 0; level < 4; level++) {
    const entry = load<u32>(found + (level << 2));
    let bits = NO_MODE;
    if (entry != 0) {
      const weightBits = changetype<ModeEntry>(<usize>entry).weightBits;
      bits = <i32>weightBits * 4;
      noteBits(list, weightBits);
    }
    store<u32>(at + (level << 2) + offsetof<ModeQuad>('bits0'), bits);
    store<u32>(at + (level << 2) + offsetof<ModeQuad>('mode0'), entry);
  }
  list.quadCount++;
}
