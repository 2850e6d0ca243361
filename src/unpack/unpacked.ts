/** What came of unpacking one level. */

/** The bytes, or what is wrong: `long`, more than there is room for; `corrupt`, no such data; `checksum`, a wrong one. */
export type Unpacked = Uint8Array | 'long' | 'corrupt' | 'checksum';

/**
 * Unpacks into `capacity` bytes at most, whatever the data say.
 *
 * @param data  all of a level
 */
export type Unpack = (data: Uint8Array, capacity: number) => Unpacked;

/** The same by what the host has, where it has something: undefined leaves it to others. */
export type HostUnpack = (data: Uint8Array, capacity: number) => Unpacked | undefined;
