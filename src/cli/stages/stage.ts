/**
 * A stage takes what the stage before it made of a file and makes the next thing of it. The batch has several files on
 * their way at a time: one is read while another is compressed and a third is written.
 *
 *   encode: source → image → encode → container → sink
 *   decode: source → texture → decode → container → sink
 */
import type { FileReport } from '../reports.js';
import type { Gate } from './gate.js';
import type { FileRoom } from './pixel-room.js';

/** One file on its way. */
export interface FileRun {
  /** Its place among the inputs. */
  index: number;
  /** What it is made of, as messages name it. */
  input: string;
  /** Paths of what it is made of: one, unless several pictures are one texture. */
  inputs: readonly string[];
  output: string;
  report: FileReport;
  /** Where decoded pixels are counted. */
  room: FileRoom;
  /** Fires when the run is interrupted. */
  signal: AbortSignal;
}

/** Opens a gate that hears of files that end before they come to it. */
export type OpenGate = (count: number) => Gate;

export type Stage<In, Out> = (value: In, file: FileRun) => Promise<Out>;
