/**
 * Results of the exported functions: 0 is success. Mirrored by src/codec/status.ts; a test compares the two.
 */
export namespace Status {
  // @ts-ignore: decorator
  @inline export const OK: i32 = 0;
  // @ts-ignore: decorator
  @inline export const BAD_FOOTPRINT: i32 = 1;
  // @ts-ignore: decorator
  @inline export const BAD_PROFILE: i32 = 2;
  // @ts-ignore: decorator
  @inline export const NOT_PREPARED: i32 = 3;
  // @ts-ignore: decorator
  @inline export const OUT_OF_MEMORY: i32 = 4;
  // @ts-ignore: decorator
  @inline export const BAD_OPTION: i32 = 5;
}
