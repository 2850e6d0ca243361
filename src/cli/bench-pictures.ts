/** The work of `astc-wasm bench`: one picture after the other, a table each, a sum, a plot. */
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createEncoder, type Encoder } from '../encoder.js';
import { encodePng } from '../index.js';
import type { Footprint, Image } from '../types.js';
import { VERSION } from '../version.js';
import { benchImage, type Cell, measureCells } from './bench/measure-cells.js';
import { openPeer, type Peer } from './bench/peer.js';
import { measureProcess } from './bench/process-time.js';
import { plotBench } from './bench-plot.js';
import { cellRows, processLines, summaryRows } from './bench-table.js';
import { refuseContradictions } from './check-flags.js';
import { BENCH_DEFAULTS, type BENCH_FLAGS } from './command-options.js';
import { checkExtension } from './extensions.js';
import { isTaken, STANDARD_STREAM, takenError } from './files/names.js';
import { readInput } from './files/read-input.js';
import type { Given } from './flags.js';
import { oneByOne } from './one-by-one.js';
import type { FileReport } from './reports.js';
import type { Outcome, Session } from './session.js';
import { readPicture } from './stages/read-picture.js';
import { openSink } from './stages/sink.js';
import { formatTable, roundTo } from './texts.js';

type BenchFlags = Given<typeof BENCH_FLAGS>;

/** A picture and what was measured on it. */
export interface BenchedPicture {
  input: string;
  width: number;
  height: number;
  cells: Cell[];
}

interface BenchTask {
  session: Session;
  encoder: Encoder;
  peer: Peer | undefined;
  flags: BenchFlags['values'];
  folder: string;
}

/** @throws {AstcError} E_OPTION, E_READ, E_OUTPUT_EXISTS before any work; what befalls a picture is in the outcome */
export async function benchPictures(session: Session, inputs: string[], given: BenchFlags): Promise<Outcome> {
  const flags = given.values;
  const { plot, force } = flags;
  refuseContradictions(given);
  if (plot !== undefined && !force && (await isTaken(plot))) throw takenError(plot);
  session.claimStdout(plot === STANDARD_STREAM);
  const peer = flags.peer === undefined ? undefined : await openPeer(flags.peer, session.signal);
  const encoder = await createEncoder({
    threads: flags.threads ?? 'auto',
    onWarning: (text) => session.warn('workers', text),
  });
  const folder = await mkdtemp(join(tmpdir(), 'astc-wasm-bench-'));
  try {
    const task = { session, encoder, peer, flags, folder };
    const hands = encoder.threads === 1 ? '1 thread' : `${encoder.threads} threads`;
    session.say(`astc-wasm ${VERSION}${peer ? `, ${peer.banner}` : ''}, ${hands}`);
    const { pictures, failed, exitCode } = await benchAll(task, inputs);
    for (const line of pictures.length > 1 ? formatTable(summaryRows(pictures), NUMBERS) : []) session.say(line);
    const process = pictures.length > 0 ? await timeProcesses(task) : undefined;
    for (const line of process ? processLines(process) : []) session.say(line);
    if (plot !== undefined && pictures.length > 0) {
      const sink = openSink([plot], { canReplace: force === true, signal: session.signal });
      await sink.write(plot, new TextEncoder().encode(plotBench(pictures, peer?.banner))).finally(sink.close);
    }
    const files = pictures.map(describe);
    return {
      document: { threads: encoder.threads, peer: peer ?? null, files, failed, ...(process && { process }) },
      exitCode,
    };
  } finally {
    await encoder.close();
    await rm(folder, { recursive: true, force: true });
  }
}

/** Columns of figures in tables. */
const NUMBERS = [2, 3, 4, 5, 6, 7];

function benchAll(task: BenchTask, inputs: readonly string[]) {
  return oneByOne(task.session, inputs, async (input, report) => {
    const picture = await benchPicture(task, input, report);
    report.say(`${input}  ${picture.width}x${picture.height}`);
    for (const line of formatTable(cellRows(picture.cells), NUMBERS)) report.say(line);
    return picture;
  });
}

async function benchPicture(task: BenchTask, input: string, report: FileReport): Promise<BenchedPicture> {
  const { session, encoder, peer, flags, folder } = task;
  const bytes = await readInput(input, session.signal);
  checkExtension(input, bytes, report.warn);
  const image: Image = benchImage(await readPicture(bytes, { colorProfile: 'srgb', onWarning: report.warn }));
  const pathOf = (name: string) => join(folder, name);
  await writeFile(pathOf('input.png'), await encodePng(image));
  const cells = await measureCells(image, {
    encoder,
    peer,
    blocks: (flags.blocks ?? BENCH_DEFAULTS.blocks) as readonly Footprint[],
    qualities: flags.qualities ?? BENCH_DEFAULTS.qualities,
    rounds: flags.rounds ?? BENCH_DEFAULTS.rounds,
    signal: session.signal,
    pathOf,
    onRound: (done, total) => report.detail(`round ${done} of ${total}`),
  });
  return { input, width: image.width, height: image.height, cells };
}

/** Whole processes on the last picture, at the first footprint and the middle preset. */
function timeProcesses({ encoder, peer, flags, folder, session }: BenchTask) {
  const qualities = flags.qualities ?? BENCH_DEFAULTS.qualities;
  return measureProcess({
    peer,
    block: (flags.blocks ?? BENCH_DEFAULTS.blocks)[0]!,
    quality: qualities[Math.floor(qualities.length / 2)]!,
    threads: encoder.threads,
    rounds: flags.rounds ?? BENCH_DEFAULTS.rounds,
    folder,
    signal: session.signal,
  });
}

function describe(picture: BenchedPicture): Record<string, unknown> {
  const point = ({ seconds, texelsPerSecond, psnr, processSeconds }: Cell['ours']) => ({
    seconds: roundTo(seconds, 6),
    texelsPerSecond: Math.round(texelsPerSecond),
    psnr: roundTo(psnr, 4),
    ...(processSeconds !== undefined && { processSeconds: roundTo(processSeconds, 6) }),
  });
  const cells = picture.cells.map(({ block, quality, ours, peer, atEqualPsnr }) => ({
    block,
    quality,
    ours: point(ours),
    ...(peer && { peer: point(peer) }),
    ...(atEqualPsnr && { ratioAtEqualPsnr: roundTo(atEqualPsnr.ratio, 4), place: atEqualPsnr.where }),
  }));
  return { ...picture, cells };
}
