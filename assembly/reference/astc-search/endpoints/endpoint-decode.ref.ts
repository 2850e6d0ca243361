/** Twin of what widens decoded endpoints. */
export function widenEndpointsRef(fromPtr: usize, outPtr: usize): void {
  for (let index: usize = 0; index < 8; index++) store<u16>(outPtr + (index << 1), load<u8>(fromPtr + index));
}
