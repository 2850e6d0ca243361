/** What commands over many files do before and after their work: find the files, plan alone, sum up, report. */
import { EXIT_CODES } from '../errors.js';
import { type InputFiles, inputExtensions } from './extensions.js';
import { type Expansion, expandInputs } from './inputs/expand-inputs.js';
import { type Fate, fateOf, type OverwriteFlags } from './overwrite.js';
import type { PlannedFile } from './plan-outputs.js';
import { writeReports } from './run-reports/write-reports.js';
import { exitCodeOf, type Outcome, type Session } from './session.js';
import { formatSeconds, formatSpeed } from './texts.js';

/** Flags of commands that take many files. */
export interface ManyFilesFlags extends OverwriteFlags {
  recursive?: boolean | undefined;
  filesFrom?: string | undefined;
  dryRun?: boolean | undefined;
  report?: string[] | undefined;
}

/** The files that words stand for. @throws {AstcError} E_OPTION, E_READ */
export function findInputs(
  session: Session,
  words: readonly string[],
  { recursive, filesFrom }: ManyFilesFlags,
  files: InputFiles,
): Promise<Expansion> {
  const wanted = { isRecursive: recursive === true, filesFrom, extensions: inputExtensions(files) };
  return expandInputs(words, wanted, session.signal);
}

/** What would be made of what, and nothing else. */
export async function planOnly(
  session: Session,
  files: readonly PlannedFile[],
  flags: ManyFilesFlags,
): Promise<Outcome> {
  let exitCode = 0;
  const planned: Record<string, unknown>[] = [];
  for (const file of files) {
    const { input, inputs, output } = file;
    const fate = await fateOf(file, flags);
    if (fate === 'refused') exitCode ||= EXIT_CODES.io;
    planned.push({ input, ...(inputs.length > 1 && { inputs }), output, fate });
    session.say(`${input} → ${output}${fate === 'made' ? '' : `  ${FATE_TEXTS[fate]}`}`);
  }
  return { document: { dryRun: true, files: planned, failed: [] }, exitCode };
}

const FATE_TEXTS: Readonly<Record<Exclude<Fate, 'made'>, string>> = {
  replaced: 'exists, would be replaced',
  skipped: 'exists, would be skipped',
  refused: 'exists: --force replaces it, --skip-existing leaves it',
};

/** Runs the work and says, of several files, what became of them; then writes the reports. */
export async function runAndReport(
  session: Session,
  { command, files, flags }: { command: string; files: readonly PlannedFile[]; flags: ManyFilesFlags },
  work: () => Promise<Outcome>,
): Promise<Outcome> {
  const startMs = performance.now();
  const outcome = await work();
  const seconds = (performance.now() - startMs) / 1000;
  if (files.length > 1) session.say(summaryLine(outcome.document, files.length, seconds));
  try {
    await writeReports(session, flags.report, outcome, { command, seconds });
  } catch (error) {
    session.fail(error, null);
    return { ...outcome, exitCode: outcome.exitCode || exitCodeOf(error) };
  }
  return outcome;
}

/** "12 made, 1 failed, 2 skipped, 3 not begun of 18 files in 3.2 s (10.8 Mtexel/s)". */
function summaryLine(document: Record<string, unknown>, total: number, seconds: number): string {
  const made = document.files as readonly { width?: number; height?: number }[];
  const failed = (document.failed as readonly unknown[]).length;
  const skipped = ((document.skipped ?? []) as readonly unknown[]).length;
  const waiting = total - made.length - failed - skipped;
  const parts = [
    `${made.length} made`,
    failed > 0 && `${failed} failed`,
    skipped > 0 && `${skipped} skipped`,
    waiting > 0 && `${waiting} not begun`,
  ].filter((part) => part !== false);
  const texels = made.reduce((sum, { width = 0, height = 0 }) => sum + width * height, 0);
  const speed = texels > 0 ? ` (${formatSpeed(texels / Math.max(seconds, 1e-6))})` : '';
  return `${parts.join(', ')} of ${total} files in ${formatSeconds(seconds)}${speed}`;
}
