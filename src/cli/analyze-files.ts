/** The work of `astc-wasm analyze`: what each footprint would give, of one picture after the other. */

import { analyze } from '../analyze.js';
import { levelCountOf } from '../encode.js';
import type { FootprintReport } from '../encode-auto.js';
import { createEncoder, type Encoder } from '../encoder.js';
import { ENCODE_OPTIONS, type EncodeOptions, type FilledEncodeOptions } from '../options/encode-options.js';
import { resolveEncodeOptions } from '../options/resolve-encode.js';
import { targetSize } from '../resample/target-size.js';
import type { Image } from '../types.js';
import { plotFootprints } from './analyze-plot.js';
import { refuseContradictions } from './check-flags.js';
import { ANALYZE_FLAGS } from './command-options.js';
import { openRunOptions, type RunOptions } from './config/run-options.js';
import { guessLine } from './encode-report.js';
import { checkExtension } from './extensions.js';
import { isTaken, STANDARD_STREAM, takenError } from './files/names.js';
import { readInput } from './files/read-input.js';
import { heldUpBy, orAbort } from './files/waiting.js';
import { type Given, pickValues } from './flags.js';
import { oneByOne } from './one-by-one.js';
import type { FileReport } from './reports.js';
import type { Outcome, Session } from './session.js';
import { namingFileOf } from './stages/naming-file.js';
import { colorProfileOf, readPicture } from './stages/read-picture.js';
import { openSink } from './stages/sink.js';
import { formatBytes, formatDb, formatTable, roundTo } from './texts.js';

type AnalyzeFlags = Given<typeof ANALYZE_FLAGS>;
/** Of the plot: what a config says of outputs is about textures. */
const OWN_FLAGS = ['plot', 'force'];

/** One picture, as the document lists it. */
export interface AnalyzedPicture {
  input: string;
  width: number;
  height: number;
  levels: number;
  quality: EncodeOptions['quality'];
  footprints: FootprintReport[];
}

/** @throws {AstcError} E_OPTION, E_OUTPUT_EXISTS before any work; what befalls a picture is in the outcome */
export async function analyzeFiles(session: Session, inputs: string[], given: AnalyzeFlags): Promise<Outcome> {
  const runOptions = await openRunOptions(session, given, ANALYZE_FLAGS, OWN_FLAGS);
  const { run } = runOptions;
  const { plot, force, printConfig } = run.values;
  if (printConfig) return (await import('./print-config.js')).printConfig(session, inputs, runOptions);
  refuseContradictions(run);
  const askedOf = createAsked(runOptions);
  if (!runOptions.hasRules) askedOf(inputs[0]!);
  for (const input of inputs) namingFileOf(input, () => askedOf(input));
  if (plot !== undefined && !force && (await isTaken(plot))) throw takenError(plot);
  session.claimStdout(plot === STANDARD_STREAM);
  // Its workers are those of every call while it is open.
  const encoder = await createEncoder({
    threads: run.values.threads ?? 'auto',
    onWarning: (text) => session.warn('workers', text),
  });
  try {
    const task = { session, encoder, askedOf };
    const { targetPsnr } = run.values;
    const { pictures, failed, exitCode } = await analyzeAll(task, inputs);
    if (plot !== undefined && pictures.length > 0) await writePlot(session, plot, { pictures, targetPsnr }, force);
    const document = {
      files: pictures.map((picture) => describe(picture, askedOf(picture.input).targetPsnr)),
      failed,
    };
    return { document: { ...document, ...(plot !== undefined && pictures.length > 0 && { plot }) }, exitCode };
  } finally {
    await encoder.close();
  }
}

interface AskedAnalysis {
  options: EncodeOptions;
  /** The same with every default. */
  settings: FilledEncodeOptions;
  targetPsnr: number | undefined;
}

interface AnalyzeTask {
  session: Session;
  encoder: Encoder;
  /** Of an input. */
  askedOf: (input: string) => AskedAnalysis;
}

/** @returns what is asked of an input; it throws E_OPTION, E_UNSUPPORTED */
function createAsked({ of }: RunOptions<typeof ANALYZE_FLAGS>): AnalyzeTask['askedOf'] {
  return (input) => {
    const given = of(input);
    const options: EncodeOptions = { ...(pickValues(given, ENCODE_OPTIONS) as EncodeOptions), block: 'auto' };
    const settings = resolveEncodeOptions(options, given.speech);
    return { options, settings, targetPsnr: given.values.targetPsnr };
  };
}

function analyzeAll(task: AnalyzeTask, inputs: readonly string[]) {
  return oneByOne(task.session, inputs, async (input, report) => {
    const picture = await analyzePicture(task, input, report);
    for (const line of pictureLines(picture, task.askedOf(input).targetPsnr)) report.say(line);
    return picture;
  });
}

async function analyzePicture(
  { session, encoder, askedOf }: AnalyzeTask,
  input: string,
  report: FileReport,
): Promise<AnalyzedPicture> {
  const { options, settings } = askedOf(input);
  const { signal } = session;
  const bytes = await readInput(input, signal);
  checkExtension(input, bytes, report.warn);
  const colorProfile = colorProfileOf(settings);
  const image: Image = await orAbort(signal, heldUpBy(readPicture(bytes, { colorProfile, onWarning: report.warn })));
  report.detail(`analyzing ${image.width}x${image.height} pixels, ${encoder.threads} threads`);
  const footprints = await analyze(image, {
    ...options,
    threads: encoder.threads,
    signal,
    onWarning: report.warn,
    onProgress: report.progress,
    onContent: (guess) => report.say(guessLine({ input }, guess)),
  });
  const { width, height } = targetSize(settings, image);
  return {
    input,
    width,
    height,
    levels: levelCountOf({ width, height }, settings),
    quality: settings.quality,
    footprints,
  };
}

/** The fewest bits that reach the target, undefined where none does or none is asked for. */
function chosenOf({ footprints }: AnalyzedPicture): FootprintReport | undefined {
  return footprints.find(({ isEnough }) => isEnough);
}

/** Without figures that no clock and no sample has. */
function describe(picture: AnalyzedPicture, targetPsnr: number | undefined): Record<string, unknown> {
  const footprints = picture.footprints.map((each) => ({
    ...each,
    bitsPerTexel: roundTo(each.bitsPerTexel, 4),
    psnr: roundTo(each.psnr, 4),
    standardError: roundTo(each.standardError, 4),
  }));
  const chosen = targetPsnr !== undefined && {
    target: targetPsnr,
    chosen: chosenOf(picture)?.block ?? null,
  };
  return { ...picture, footprints, ...chosen };
}

function pictureLines(picture: AnalyzedPicture, targetPsnr: number | undefined): string[] {
  const { input, width, height, levels, quality, footprints } = picture;
  const chosen = chosenOf(picture);
  const rows = footprints.map((report) => [
    report.block,
    report.bitsPerTexel.toFixed(2),
    formatBytes(report.bytes),
    `${report.standardError === 0 ? '' : '~'}${formatDb(report.psnr)}`,
    ...(report === chosen ? [`← the fewest bits for ${targetPsnr} dB`] : []),
  ]);
  const head = `${input}  ${width}x${height}${levels === 1 ? '' : ` ${levels} levels`} quality ${quality}`;
  const missed = targetPsnr !== undefined && chosen === undefined ? [`no footprint reaches ${targetPsnr} dB`] : [];
  return [head, ...formatTable([['footprint', 'bits a texel', 'bytes', 'PSNR'], ...rows], [1, 2, 3]), ...missed];
}

async function writePlot(
  session: Session,
  path: string,
  plot: Parameters<typeof plotFootprints>[0],
  force: boolean | undefined,
): Promise<void> {
  const sink = openSink([path], { canReplace: force === true, signal: session.signal });
  try {
    await sink.write(path, new TextEncoder().encode(plotFootprints(plot)));
  } finally {
    await sink.close();
  }
}
