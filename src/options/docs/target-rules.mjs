/** What targets ask of the other options of `encode`, as JSON Schema: one of the kinds of textures their rows name. */

/** @typedef {import('../../../src/targets.js').TargetRow} TargetRow */
/** @typedef {import('../../../src/targets.js').TargetKinds} TargetKinds */
/** @typedef {import('../../../src/types.js').TextureFormat} TextureFormat */
/** @typedef {import('./option-schema.mjs').Schema} Schema */
import { has, implies, mayHave } from './option-schema.mjs';

/**
 * @param {Readonly<Record<string, TargetRow>>} rows
 * @param {(format: TextureFormat) => readonly string[]} normalLayoutsOf
 * @param {(format: TextureFormat) => boolean} isAlwaysLinear
 * @returns {Schema[]}
 */
export function targetRules(rows, normalLayoutsOf, isAlwaysLinear) {
  return Object.entries(rows).map(([target, { takes, straightAlpha, topRowFirst }]) => {
    const taken = { anyOf: takes.flatMap((kinds) => kindSchemas(kinds, normalLayoutsOf, isAlwaysLinear)) };
    const refused = [
      ...(straightAlpha ? [has('alpha', ['premultiply'])] : []),
      ...(topRowFirst ? [has('flipY', [true])] : []),
    ].map((not) => ({ not }));
    return implies(has('target', [target]), refused.length > 0 ? { allOf: [taken, ...refused] } : taken);
  });
}

/**
 * One schema for all formats of some kinds that ask the same of the other options.
 *
 * @param {TargetKinds} kinds
 * @param {(format: TextureFormat) => readonly string[]} normalLayoutsOf
 * @param {(format: TextureFormat) => boolean} isAlwaysLinear
 * @returns {Schema[]}
 */
function kindSchemas(kinds, normalLayoutsOf, isAlwaysLinear) {
  /** @type {Map<string, { formats: TextureFormat[], rules: Schema[] }>} */
  const groups = new Map();
  for (const format of kinds.formats) {
    const spaces = isAlwaysLinear(format) ? ['linear'] : (kinds.colorSpaces ?? ['srgb', 'linear']);
    const rules = [
      ...blockRules(kinds, format),
      ...contentRules(kinds, spaces),
      ...normalRules(kinds, normalLayoutsOf(format)),
    ];
    const key = JSON.stringify(rules);
    const group = groups.get(key) ?? { formats: [], rules };
    groups.set(key, { ...group, formats: [...group.formats, format] });
  }
  return [...groups.values()].map(({ formats, rules }) => ({ allOf: [mayHave('format', formats), ...rules] }));
}

/**
 * @param {TargetKinds} kinds
 * @param {TextureFormat} format
 * @returns {Schema[]}
 */
function blockRules({ blocks }, format) {
  if (format !== 'astc') return [{ not: { required: ['block'] } }];
  if (!blocks) return [];
  return [mayHave('block', [...blocks, 'auto']), { properties: { blocks: { items: { enum: blocks } } } }];
}

/**
 * @param {TargetKinds} kinds
 * @param {readonly string[]} spaces
 * @returns {Schema[]}
 */
function contentRules({ contents }, spaces) {
  const rules = spaces.length === 2 ? [] : [mayHave('colorSpace', ['auto', ...spaces])];
  // What is no colour is linear.
  if (!spaces.includes('linear')) rules.push(mayHave('content', ['color']));
  if (contents === undefined) return rules;
  return [...rules, contents.includes('color') ? mayHave('content', contents) : has('content', contents)];
}

/**
 * @param {TargetKinds} kinds
 * @param {readonly string[]} layouts of the format, its own first
 * @returns {Schema[]}
 */
function normalRules({ normalLayouts = ['xyz'] }, layouts) {
  const taken = layouts.filter((layout) => normalLayouts.includes(/** @type {never} */ (layout)));
  const normals = has('content', ['normal']);
  const [own] = layouts;
  if (own === undefined || taken.length === 0) return [{ not: normals }];
  if (taken.length === layouts.length) return [];
  return [implies(normals, taken.includes(own) ? mayHave('normalLayout', taken) : has('normalLayout', taken))];
}
