/** Options that the environment gives: `ASTC_QUALITY=fast`, `ASTC_MIPMAPS=1`. */
import { nearestWord } from '../../nearest.js';
import { checkValues } from '../../options/check.js';
import { flagName } from '../../options/flag-name.js';
import type { Option, Options } from '../../options/option.js';
import type { Speech } from '../../options/speech.js';
import { hasFlag, valueOfText } from '../flags.js';
import { slipHint } from '../slips.js';
import { type Layer, RANKS } from './layer.js';

const PREFIX = 'ASTC_';
type Environment = Readonly<Record<string, string | undefined>>;

/** "colorSpace" → "ASTC_COLOR_SPACE". */
export function variableName(option: string): string {
  return PREFIX + flagName(option).slice(2).replaceAll('-', '_').toUpperCase();
}

/**
 * Options by the variables that name them; an empty one says nothing.
 *
 * @throws {AstcError} E_OPTION for a wrong value, E_UNSUPPORTED
 */
export function readEnvironment(options: Options, environment: Environment): Layer {
  const texts = new Map(
    Object.entries(options)
      .filter(([name, option]) => hasFlag(option) && environment[variableName(name)])
      .map(([name]) => [name, environment[variableName(name)]!]),
  );
  const source = {
    rank: RANKS.environment,
    label: variableName,
    name: variableName,
    typed: (name: string) => texts.get(name),
  };
  const speech: Speech = { name: source.name, typed: source.typed, hint: slipHint, isLiteral: true };
  const values = Object.fromEntries([...texts].map(([name, text]) => [name, valueOfVariable(options[name]!, text)]));
  return { source, values: checkValues(values, options, speech) };
}

function valueOfVariable(option: Option, text: string): unknown {
  const switched = SWITCHES[text.toLowerCase()];
  if (switched !== undefined && option.words?.includes(switched)) return switched;
  return option.isRepeatable ? [text] : valueOfText(option, text);
}

const SWITCHES: Readonly<Record<string, boolean>> = { '1': true, true: true, '0': false, false: false };

/** What is said of variables of ours that name no option: a slip of the fingers, or of another version. */
export function unknownVariables(options: Options, environment: Environment): string[] {
  const names = Object.keys(options).map(variableName);
  const strangers = Object.keys(environment).filter((name) => name.startsWith(PREFIX) && !names.includes(name));
  return strangers.map((name) => {
    const near = nearestWord(
      name.slice(PREFIX.length),
      names.map((each) => each.slice(PREFIX.length)),
    );
    return `${name} names no option${near === undefined ? '' : `: did you mean ${PREFIX}${near}?`}`;
  });
}
