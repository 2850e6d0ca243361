/** The options that made a texture, as a command line has them: KTXwriterScParams, enough to make it again. */
import { ENCODE_OPTIONS, type FilledEncodeOptions } from './encode-options.js';
import { flagName } from './flag-name.js';
import type { Option } from './option.js';

/** Said even where they are the defaults: what a later version takes for granted may be another. */
const ALWAYS_SAID = ['format', 'block', 'quality'];

/** `--format astc --block 6x6 --quality medium`, then what differs from the defaults. */
export function writerParamsOf(options: FilledEncodeOptions): string {
  const values = options as unknown as Readonly<Record<string, unknown>>;
  const said = Object.entries(ENCODE_OPTIONS as Readonly<Record<string, Option>>).filter(([name, option]) => {
    const value = values[name];
    if (value === undefined || option.is !== undefined || name === 'threads') return false;
    return ALWAYS_SAID.includes(name) || String(value) !== String(option.default);
  });
  return said.map(([name]) => wordsOf(name, values[name])).join(' ');
}

function wordsOf(name: string, value: unknown): string {
  if (value === true) return flagName(name);
  const text = Array.isArray(value) ? value.join(',') : String(value);
  // A text that a shell would cut is quoted as a shell wants it.
  return `${flagName(name)} ${/^[\w.,:+/@%=-]+$/.test(text) ? text : `'${text.replaceAll("'", "'\\''")}'`}`;
}
