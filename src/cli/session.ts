/** What every command shares: the flags that shape its talk, where it talks to, and the signal that stops it. */
import { AstcError, EXIT_CODES } from '../errors.js';
import { escapeControls, escapeLines } from './escape-controls.js';
import { STANDARD_STREAM, terminalError } from './files/names.js';

/** Flags every command has. */
export interface TalkFlags {
  json?: boolean | undefined;
  quiet?: boolean | undefined;
  verbose?: boolean | undefined;
  /** False with --no-progress. */
  progress?: boolean | undefined;
}

/** A file that failed, as `--json` reports it. */
export interface Failure {
  /** The file, or null when no file was reached. */
  input: string | null;
  code: string;
  message: string;
}

/** What was warned of, for reports. */
export interface Warning {
  /** The file, as messages name it. */
  input: string;
  message: string;
}

/** What a command leaves: its `--json` document less the head, and the exit code. */
export interface Outcome {
  document: Record<string, unknown>;
  exitCode: number;
}

/** Exit code of what is no {@link AstcError}: a fault of ours. */
const EXIT_UNEXPECTED = EXIT_CODES.runtime;

export class Session {
  readonly signal: AbortSignal;
  /** In the order they were said. */
  readonly warnings: Warning[] = [];
  /** Whether Ctrl-C is the way it is meant to end, and no failure. */
  endsWell = false;
  #flags: TalkFlags;
  #isStdoutTaken = false;

  constructor(flags: TalkFlags, signal: AbortSignal) {
    this.#flags = flags;
    this.signal = signal;
  }

  get flags(): TalkFlags {
    return this.#flags;
  }

  /** Talks from now on as a config and the environment say, too. */
  heed({ json, quiet, verbose, progress }: Partial<TalkFlags>): void {
    this.#flags = Object.fromEntries(
      Object.entries({ json, quiet, verbose, progress }).filter(([, value]) => value !== undefined),
    );
  }

  /** Whether a progress bar has a reader: a person at a terminal, not a log. */
  get hasProgress(): boolean {
    const { json, quiet, progress } = this.flags;
    const isInteractive = Boolean(process.stderr.isTTY) && !process.env.CI && process.env.TERM !== 'dumb';
    return isInteractive && progress !== false && !quiet && !json;
  }

  /**
   * Says whether stdout carries a file: results then go to stderr.
   *
   * @throws {AstcError} E_OPTION together with --json, which is to have stdout for itself, and for a terminal
   */
  claimStdout(isTaken: boolean): void {
    if (isTaken && this.flags.json)
      throw new AstcError('E_OPTION', 'Expected a file as output beside --json but received -');
    if (isTaken && process.stdout.isTTY) throw terminalError(STANDARD_STREAM);
    this.#isStdoutTaken = isTaken;
  }

  /**
   * A line of results; silent with --quiet and --json.
   *
   * @param swatch  a colour to show before it, where the terminal shows any
   */
  say(line: string, swatch?: readonly [red: number, green: number, blue: number]): void {
    if (this.flags.quiet || this.flags.json) return;
    const stream = this.#isStdoutTaken ? process.stderr : process.stdout;
    const patch = swatch !== undefined && wantsColor(stream) ? `\u001b[48;2;${swatch.join(';')}m  \u001b[0m ` : '';
    stream.write(`${patch}${escapeControls(line)}\n`);
  }

  /** What is being done, on stderr; with --verbose only. */
  detail(file: string, message: string): void {
    if (this.flags.verbose) process.stderr.write(`${escapeControls(`${file}: ${message}`)}\n`);
  }

  /** A line on stderr; silent with --quiet. */
  warn(file: string, message: string): void {
    this.warnings.push({ input: file, message });
    if (!this.flags.quiet)
      process.stderr.write(`${paint('33', 'warning:')} ${escapeControls(`${file}: ${message}`)}\n`);
  }

  /** Reports an error on stderr, one line and a hint, and returns it as `--json` has it. */
  fail(error: unknown, input: string | null): Failure {
    const file = input === null ? '' : `${input}: `;
    const known = error instanceof AstcError ? error : undefined;
    const message = known?.message ?? `unexpected ${error instanceof Error ? error.message : String(error)}`;
    process.stderr.write(`${paint('31', 'error:')} ${escapeControls(file + message)}\n`);
    if (known?.hint) process.stderr.write(`${paint('36', 'hint:')} ${escapeControls(known.hint)}\n`);
    if (this.flags.verbose) process.stderr.write(escapeLines(stackOf(error)));
    return { input, code: known?.code ?? 'E_UNEXPECTED', message };
  }
}

/** The exit code an error asks for. */
export function exitCodeOf(error: unknown): number {
  return error instanceof AstcError ? EXIT_CODES[error.kind] : EXIT_UNEXPECTED;
}

/** The stack of an error and of what caused it. */
function stackOf(error: unknown): string {
  if (!(error instanceof Error)) return '';
  const cause = error.cause === undefined ? '' : `caused by ${stackOf(error.cause) || String(error.cause)}`;
  return `${error.stack}\n${cause}`;
}

/** Coloured for a terminal that wants colour; conventions: no-color.org and force-color.org. */
function paint(color: string, text: string): string {
  return wantsColor() ? `\u001b[${color}m${text}\u001b[0m` : text;
}

function wantsColor(stream: NodeJS.WriteStream = process.stderr): boolean {
  if (process.env.NO_COLOR) return false;
  if (process.env.FORCE_COLOR) return process.env.FORCE_COLOR !== '0';
  return Boolean(stream.isTTY) && process.env.TERM !== 'dumb';
}
