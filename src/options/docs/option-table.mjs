/** The options as tables of Markdown, for the README. */

/** @typedef {import('../../../src/options/option.js').Option} Option */
/** @typedef {import('../../../src/options/option.js').Options} Options */

export const TABLE_START = '<!-- options: written by npm run docs -->';
export const TABLE_END = '<!-- end of options -->';

/**
 * @param {Options} options
 * @param {typeof import('../../../src/cli/flags.js')} flags
 * @returns {string}
 */
export function renderTable(options, { hasFlag, flagUsage, describeCondition }) {
  const shown = Object.entries(options).filter(([, option]) => hasFlag(option));
  const rows = shown.map(([name, option]) => [
    code(flagUsage(name, option)),
    valuesText(option),
    defaultText(option),
    meaning(option, describeCondition),
  ]);
  const head = [
    ['option', 'values', 'default', 'what'],
    ['---', '---', '---', '---'],
  ];
  return [...head, ...rows].map((cells) => `| ${cells.join(' | ')} |`).join('\n');
}

/**
 * The text with what stands between the marks replaced.
 *
 * @param {string} text
 * @param {string} tables
 */
export function replaceTables(text, tables) {
  const start = text.indexOf(TABLE_START);
  const end = text.indexOf(TABLE_END);
  if (start < 0 || end < start) throw new Error(`Expected ${TABLE_START} and ${TABLE_END} in the text`);
  return `${text.slice(0, start + TABLE_START.length)}\n\n${tables}\n\n${text.slice(end)}`;
}

/** @param {Option} option */
function valuesText({ words: all = [], range, count, fields, unit, examples = [], isList }) {
  // Of a flag that may stand alone, what may follow it.
  if (all.includes(true))
    return all
      .filter((word) => typeof word === 'string')
      .map(code)
      .join(' ');
  // What is said without a value, as --no-config.
  const words = all.filter((word) => word !== false);
  if (isList) return examples.map((example) => code(String(example))).join(', ');
  const numbers = range && `${range.min} to ${range.max}${unit ? ` ${unit}` : ''}`;
  if (count !== undefined || fields) return `${count ?? fields?.length} numbers`;
  if (words.length === 0 && !range) return examples.map((example) => code(String(example))).join(', ');
  return [...words.map((word) => code(String(word))), ...(numbers ? [numbers] : [])].join(' ');
}

/** @param {Option} option */
function defaultText({ words, default: value, otherwise }) {
  if (otherwise !== undefined) return otherwise;
  return value === undefined || words?.includes(true) ? '' : code(String(value));
}

/**
 * @param {Option} option
 * @param {typeof import('../../../src/cli/flags.js').describeCondition} describeCondition
 */
function meaning({ help = '', onlyWith }, describeCondition) {
  const condition = onlyWith ? `; with ${code(describeCondition(onlyWith))}` : '';
  return help.replaceAll('|', '\\|') + condition;
}

/** @param {string} text */
function code(text) {
  return `\`${text}\``;
}
