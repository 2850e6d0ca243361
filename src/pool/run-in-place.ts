/** A job on the caller's own thread, in slices that let timers, input and painting through. */
import { WasmBlockCodec } from '../codec/block-codec.js';
import { AstcError } from '../errors.js';
import { messageOf } from './failure.js';
import { epochMs, type Job, type Participation } from './job.js';
import { configureCodec, runTiles } from './run-tiles.js';
import { yieldToEvents } from './yield-to-events.js';

/** Milliseconds a job in place keeps the thread before it lets other work in: less than a frame. */
const SLICE_MS = 12;

/** Codecs that have no job now. */
const codecs = new WeakMap<WebAssembly.Module, WasmBlockCodec[]>();

/** @throws {AstcError} E_WASM */
export async function runInPlace(module: WebAssembly.Module, job: Job): Promise<Participation> {
  const codec = takeCodec(module);
  try {
    configureCodec(codec, job);
    const startedMs = epochMs();
    let tileCount = 0;
    for (let isDone = false; !isDone; ) {
      const run = runTiles(codec, job, performance.now() + SLICE_MS);
      tileCount += run.tileCount;
      isDone = run.isDone;
      if (!isDone) await yieldToEvents();
    }
    // Only after success: after a trap the instance's memory is in an unknown state.
    codecs.get(module)!.push(codec);
    return { tileCount, startedMs, endedMs: epochMs() };
  } catch (cause) {
    if (cause instanceof AstcError) throw cause;
    throw new AstcError('E_WASM', `The codec stopped: ${messageOf(cause)}`, { cause });
  }
}

/** An idle codec, or a new one: jobs that overlap each have their own, for a codec is configured for one job. */
function takeCodec(module: WebAssembly.Module): WasmBlockCodec {
  let idle = codecs.get(module);
  if (idle === undefined) {
    idle = [];
    codecs.set(module, idle);
  }
  return idle.pop() ?? new WasmBlockCodec(module);
}
