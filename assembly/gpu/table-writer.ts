/** Words appended to an array that is large enough, and constants that say where its tables begin. */
import { allocateTable } from '../arena';

/** An array of u32 or f32 under way. */
@unmanaged
export class TableWriter {
  startPtr: usize;
  /** Where the next word goes. */
  nextPtr: usize;


  @inline
  put(word: u32): void {
    store<u32>(this.nextPtr, word);
    this.nextPtr += 4;
  }


  @inline
  putFloat(value: f32): void {
    store<f32>(this.nextPtr, value);
    this.nextPtr += 4;
  }

  /** Words written so far: the offset of what comes next. */
  @inline
  get count(): i32 {
    return <i32>((this.nextPtr - this.startPtr) >> 2);
  }
}

/** Starts an array of `wordCount` words. */
export function beginArray(writer: TableWriter, wordCount: i32): void {
  writer.startPtr = allocateTable((<usize>wordCount) << 2);
  writer.nextPtr = writer.startPtr;
}

/** Numbers that shaders know by name: f64, in the order in which the host names them. */
@unmanaged
export class ConstantList {
  /** How many there are. */
  count: i32;
  /** f64[]. */
  valuesPtr: usize;


  @inline
  add(value: f64): void {
    store<f64>(this.valuesPtr + ((<usize>this.count) << 3), value);
    this.count++;
  }
}
