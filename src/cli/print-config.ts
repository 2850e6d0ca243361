/** `--print-config`: which value every option has, and where it comes from. */
import type { Option, Options } from '../options/option.js';
import type { Merged } from './config/merge.js';
import type { RunOptions } from './config/run-options.js';
import { hasFlag, isSwitch } from './flags.js';
import { findInputs, type ManyFilesFlags } from './run-files.js';
import type { Outcome, Session } from './session.js';
import { formatTable } from './texts.js';

/** What a run is asked to do, not how. */
const QUESTIONS = ['printConfig', 'config'];

interface Held {
  value: unknown;
  source: string;
}

/** Of each input, or of the run where there is none. */
export async function printConfig<O extends Options>(
  session: Session,
  words: readonly string[],
  options: RunOptions<O>,
): Promise<Outcome> {
  const { run, config = null, peek, declared } = options;
  const flags = run.values as ManyFilesFlags;
  const hasInputs = words.length > 0 || flags.filesFrom !== undefined;
  const inputs = hasInputs ? (await findInputs(session, words, flags, 'image')).inputs.map(({ path }) => path) : [];
  session.say(`config: ${config ?? 'none'}`);
  const tell = (title: string | undefined, merged: Merged<O>) => {
    const held = heldOf(merged, declared);
    for (const line of title === undefined ? [] : ['', title]) session.say(line);
    for (const line of tableOf(held, declared)) session.say(line);
    return held;
  };
  if (!hasInputs) return { document: { config, options: tell(undefined, run), failed: [] }, exitCode: 0 };
  const files = inputs.map((input) => ({ input, options: tell(input, peek(input)) }));
  return { document: { config, files, failed: [] }, exitCode: 0 };
}

function heldOf(merged: Merged, options: Options): Record<string, Held> {
  const shown = Object.entries(options).filter(([name, option]) => hasFlag(option) && !QUESTIONS.includes(name));
  return Object.fromEntries(
    shown.map(([name, option]) => {
      const source = merged.sourceOf(name).label(name);
      const values = merged.values as Readonly<Record<string, unknown>>;
      return [name, { value: values[name] ?? restOf(option), source }];
    }),
  );
}

/** What holds where nobody says anything; null is nothing. */
function restOf(option: Option): unknown {
  return option.default ?? (isSwitch(option) ? false : null);
}

function tableOf(held: Readonly<Record<string, Held>>, options: Options): string[] {
  const rows = Object.entries(held).map(([name, { value, source }]) => [name, textOf(value, options[name]!), source]);
  return formatTable([['option', 'value', 'source'], ...rows], []);
}

function textOf(value: unknown, { otherwise }: Option): string {
  if (value === null) return otherwise === undefined ? '-' : `(${otherwise})`;
  return Array.isArray(value) ? value.join(',') : String(value);
}
