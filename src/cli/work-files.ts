/** What commands that make files share: workers, a sink and a batch, opened together and closed again. */
import { createEncoder, type Encoder } from '../encoder.js';
import { canReplace } from './overwrite.js';
import type { PlannedFile } from './plan-outputs.js';
import { type BatchFlags, runBatch } from './run-batch.js';
import type { Outcome, Session } from './session.js';
import { createGate, type Gate } from './stages/gate.js';
import { roomForPictures } from './stages/picture-memory.js';
import { createPixelRoom } from './stages/pixel-room.js';
import { openSink, type Sink } from './stages/sink.js';
import type { FileRun, OpenGate } from './stages/stage.js';

/** Files from which workers are started at once, however small: together they are worth it. */
const MANY_FILES = 8;
/** Decoded pictures that wait for a worker. Why: this many cover what reading and decoding the next ones may take. */
const AT_HAND = 3;
/** Files that are read, decoded or written while others are in the workers' hands. */
const BESIDE_WORKERS = 6;

/** What a chain of stages is made with. */
export interface Tools {
  /** Rejects where the binary does not load. */
  encoder: Promise<Encoder>;
  sink: Sink;
  /** Before the workers' hands. */
  hands: Gate;
  openGate: OpenGate;
  /** Bytes for the pictures on their way, where there is a budget. */
  memory: number | undefined;
}

export interface Job {
  files: readonly PlannedFile[];
  flags: BatchFlags;
  threads: number | 'auto';
  /** Whether the work is somebody else's, and the workers' only what is left. */
  isElsewhere?: boolean;
  /** Bytes for the pictures on their way. Default: 2^25 pixels. */
  memory?: number | undefined;
}

/** Runs every file through a chain of stages. */
export async function workFiles(
  session: Session,
  { files, flags, threads, isElsewhere = false, memory }: Job,
  openChain: (tools: Tools) => (file: FileRun) => Promise<Record<string, unknown>>,
): Promise<Outcome> {
  const encoder = createEncoder({ threads, onWarning: (message) => session.warn('workers', message) });
  encoder.catch(() => undefined);
  const sink = openSink(
    files.map((file) => file.output),
    { canReplace: canReplace(flags), signal: session.signal },
  );
  try {
    const atOnce = files.length < MANY_FILES ? 1 : isElsewhere ? AT_HAND : await prepareForMany(encoder);
    const gates: Gate[] = [];
    const openGate = (count: number) => {
      const gate = createGate(count);
      gates.push(gate);
      return gate;
    };
    return await runBatch(session, {
      files,
      flags,
      lookAhead: atOnce + BESIDE_WORKERS,
      work: openChain({ encoder, sink, hands: openGate(atOnce), openGate, memory }),
      openRoom: createPixelRoom(memory && roomForPictures(memory)),
      onEnd: (index) => {
        for (const gate of gates) gate.forget(index);
      },
    });
  } finally {
    await sink.close();
    await (await encoder.catch(() => undefined))?.close();
  }
}

/** Starts the workers. Each gets a file, and some are at hand when the first are done. */
async function prepareForMany(starting: Promise<Encoder>): Promise<number> {
  const encoder = await starting.catch(() => undefined);
  // What keeps workers from starting is said with the first file.
  encoder?.warmUp().catch(() => undefined);
  return AT_HAND + (encoder?.threads ?? 1);
}
