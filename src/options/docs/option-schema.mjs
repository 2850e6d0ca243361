/** The options as JSON Schema (2020-12), derived from their declarations. What only code can give is left out. */

/** @typedef {import('../../../src/options/option.js').Option} Option */
/** @typedef {import('../../../src/options/option.js').Options} Options */
/** @typedef {Record<string, unknown>} Schema */

/**
 * @param {readonly (readonly [name: string, options: Options, rules?: Schema[]])[]} calls by the name of their type
 * @param {string} root the one that the schema itself stands for
 * @returns {Schema}
 */
export function buildSchema(calls, root) {
  const definitions = calls.map(([name, options, rules = []]) => [name, objectSchema(options, rules)]);
  return {
    $schema: 'https://json-schema.org/draft/2020-12/schema',
    title: 'Options of astc-wasm',
    description: `${root}; those of the other calls are in $defs.`,
    $ref: `#/$defs/${root}`,
    $defs: Object.fromEntries(definitions),
  };
}

/**
 * A config: each value by itself. What does not go together is judged for each file, of all sources.
 *
 * @param {Options} options of the top
 * @param {Options} ruleOptions
 * @returns {Schema}
 */
export function buildConfigSchema(options, ruleOptions) {
  const top = propertiesOf(options);
  const pattern = { type: 'string', pattern: '.' };
  const files = {
    description: 'Patterns of files, as seen from the folder of the config; of files that ! patterns match, none.',
    anyOf: [pattern, { type: 'array', items: pattern, minItems: 1 }],
    examples: ['normals/**', ['ui/**/*.png', '!ui/old/**']],
  };
  const rules = {
    description: 'Options for some files. Where several rules match, the later one wins, option by option.',
    type: 'array',
    items: { $ref: '#/$defs/Rule' },
  };
  return {
    $schema: 'https://json-schema.org/draft/2020-12/schema',
    title: 'astc.config.json of astc-wasm',
    type: 'object',
    properties: { $schema: { type: 'string' }, ...top, rules },
    additionalProperties: false,
    $defs: {
      Rule: {
        type: 'object',
        properties: { files, ...propertiesOf(ruleOptions) },
        required: ['files'],
        additionalProperties: false,
      },
    },
  };
}

/**
 * @param {Options} options
 * @returns {Schema}
 */
function propertiesOf(options) {
  return Object.fromEntries(Object.entries(options).map(([name, option]) => [name, optionSchema(option)]));
}

/**
 * What `encode` checks beyond one option at a time.
 *
 * @param {readonly string[]} formats
 * @param {readonly string[]} volumeBlocks footprints of three axes
 * @param {(format: never) => readonly string[]} normalLayoutsOf
 * @param {(format: never) => boolean} isAlwaysLinear
 * @returns {Schema[]}
 */
export function encodeRules(formats, volumeBlocks, normalLayoutsOf, isAlwaysLinear) {
  const rows = formats.map((format) => ({ format, layouts: normalLayoutsOf(/** @type {never} */ (format)) }));
  const withoutNormals = rows.filter(({ layouts }) => layouts.length === 0).map(({ format }) => format);
  const most = Math.max(...rows.map(({ layouts }) => layouts.length));
  const limited = rows.filter(({ layouts }) => layouts.length > 0 && layouts.length < most);
  const normals = has('content', ['normal']);
  const linear = formats.filter((format) => isAlwaysLinear(/** @type {never} */ (format)));
  return [
    implies(has('format', withoutNormals), { not: normals }),
    ...limited.map(({ format, layouts }) =>
      implies({ allOf: [normals, has('format', [format])] }, mayHave('normalLayout', layouts)),
    ),
    implies(has('format', linear), { not: has('colorSpace', ['srgb']) }),
    ...sizeRules(),
    ...shapeRules(volumeBlocks),
    ...lightRules(),
    ...autoRules(),
    ...weightRules(linear),
    { not: { allOf: [given('mipCoverage'), has('alpha', ['premultiply'])] } },
  ];
}

/**
 * Ways to a size, of which one at most makes sense: a factor beside a size, whatever rounds beside a whole size or another.
 *
 * @returns {Schema[]}
 */
function sizeRules() {
  const wholeSize = { ...given('resize'), properties: { resize: { pattern: 'x[0-9]', not: { pattern: '^x' } } } };
  const powers = has('pot', [true]);
  const multiples = given('multipleOf');
  const pairs = [
    [given('resize'), given('scale')],
    [multiples, powers],
    [wholeSize, powers],
    [wholeSize, multiples],
  ];
  return pairs.map((allOf) => ({ not: { allOf } }));
}

/**
 * Shapes that exclude each other, and what they leave no room for; what filters across edges needs levels.
 *
 * @param {readonly string[]} volumeBlocks
 * @returns {Schema[]}
 */
function shapeRules(volumeBlocks) {
  const volume = has('depth', [true]);
  const pairs = [
    [volume, has('cubemap', [true])],
    [volume, has('array', [true])],
    [volume, given('mipCoverage')],
    [has('flipY', [true]), has('cubemap', [true])],
    ...['cubemap', 'array', 'depth'].map((shape) => [has(shape, [true]), given('mipLevels')]),
  ];
  return [
    ...pairs.map((allOf) => ({ not: { allOf } })),
    implies(has('block', volumeBlocks), volume),
    implies(has('mipSeamless', [true]), { anyOf: [has('mipmaps', [true]), given('levels')] }),
  ];
}

/**
 * Light of a range is linear, is colours or data, and needs a format with room for it.
 *
 * @returns {Schema[]}
 */
function lightRules() {
  const hdr = has('profile', ['hdr', 'hdr-rgb']);
  const rgbm = given('rgbm');
  /** @type {(name: string, values: string[]) => Schema} */
  const isOther = (name, values) => ({ allOf: [given(name), { not: has(name, values) }] });
  const pairs = [
    [hdr, rgbm],
    [hdr, isOther('format', ['astc'])],
    // Takes ETC alone, where nobody says otherwise.
    [hdr, has('target', ['playcanvas'])],
    [rgbm, isOther('format', ['astc', 'etc2-rgba'])],
    [rgbm, isOther('swizzle', ['rgba'])],
    ...[hdr, rgbm].flatMap((light) => [
      [light, has('colorSpace', ['srgb'])],
      [light, has('content', ['normal'])],
    ]),
  ];
  return pairs.map((allOf) => ({ not: { allOf } }));
}

/**
 * A choice needs a reason; PSNR has no meaning for light, and the GPU's differs from one to the next.
 *
 * @returns {Schema[]}
 */
function autoRules() {
  const auto = has('block', ['auto']);
  const pairs = [
    [auto, has('depth', [true])],
    [given('targetPsnr'), has('gpu', [true, 'auto', 'software'])],
    [given('targetPsnr'), given('rgbm')],
    [given('targetPsnr'), has('profile', ['hdr', 'hdr-rgb'])],
    [given('targetPsnr'), given('alphaWeight')],
  ];
  return [
    implies(auto, { anyOf: ['targetPsnr', 'maxBpp', 'maxBytes'].map(given) }),
    ...pairs.map((allOf) => ({ not: { allOf } })),
  ];
}

/**
 * Alpha weighs colours that are stored beside it and not by it already; luma is of sRGB colours. Swizzles that move what is
 * weighed are refused, too.
 *
 * @param {readonly string[]} linear formats
 * @returns {Schema[]}
 */
function weightRules(linear) {
  const alpha = given('alphaWeight');
  const perceptual = has('channelWeights', ['perceptual']);
  /** @type {(name: string, pattern: string) => Schema} */
  const isUnlike = (name, pattern) => ({ ...given(name), properties: { [name]: { not: { pattern } } } });
  const pairs = [
    [alpha, isUnlike('format', '^(astc|etc2-rgba1?)$')],
    [alpha, has('alpha', ['premultiply'])],
    [alpha, isUnlike('content', '^color$')],
    [alpha, given('rgbm')],
    [alpha, has('depth', [true])],
    [alpha, isUnlike('swizzle', '^[^a]{3}a$')],
    [perceptual, isUnlike('content', '^color$')],
    [perceptual, has('format', linear)],
    [perceptual, has('profile', ['hdr', 'hdr-rgb'])],
    [perceptual, given('rgbm')],
    [perceptual, isUnlike('swizzle', '^rgb[a01]$')],
  ];
  return pairs.map((allOf) => ({ not: { allOf } }));
}

/**
 * @param {Options} options
 * @param {Schema[]} rules
 * @returns {Schema}
 */
function objectSchema(options, rules) {
  const shown = Object.entries(options).filter(([, option]) => option.is === undefined);
  const conditions = shown
    .filter(([, option]) => option.onlyWith)
    .map(([name, option]) => conditionOf(name, option, options));
  const allOf = [...conditions, ...rules];
  return {
    type: 'object',
    properties: propertiesOf(Object.fromEntries(shown)),
    additionalProperties: false,
    ...(allOf.length > 0 && { allOf }),
  };
}

/**
 * @param {Option} option
 * @returns {Schema}
 */
function optionSchema(option) {
  const { help, examples } = option;
  const notes = { ...(option.default !== undefined && { default: option.default }), ...(examples && { examples }) };
  return { description: sentence(help), ...valueSchema(option), ...notes };
}

/**
 * @param {Option} option
 * @returns {Schema}
 */
function valueSchema({ words, range, count, fields, pattern, isNonZero, isList, isRepeatable }) {
  const number = range && { type: range.isWhole ? 'integer' : 'number', minimum: range.min, maximum: range.max };
  if (isList) return { type: 'array', items: { enum: words }, minItems: 1 };
  if (count !== undefined) {
    const some = isNonZero ? { contains: { type: 'number', exclusiveMinimum: 0 } } : {};
    const list = { type: 'array', items: number, minItems: count, maxItems: count, ...some };
    return words ? { anyOf: [{ enum: words }, list] } : list;
  }
  if (fields) {
    const properties = Object.fromEntries(fields.map((field) => [field, number]));
    return { type: 'object', properties, required: fields, additionalProperties: false };
  }
  const text = { type: 'string', pattern };
  if (isRepeatable) return { anyOf: [text, { type: 'array', items: text }] };
  if (pattern !== undefined) return text;
  if (words && number) return { anyOf: [{ enum: words }, number] };
  return words ? { enum: words } : /** @type {Schema} */ (number);
}

/**
 * An option that is without effect unless another has one of some values.
 *
 * @param {string} name
 * @param {Option} option
 * @param {Options} options
 * @returns {Schema}
 */
function conditionOf(name, option, options) {
  const {
    option: other,
    values = [],
    orGiven,
    isStrict,
  } = /** @type {NonNullable<Option['onlyWith']>} */ (option.onlyWith);
  const isDefaultMet = values.includes(/** @type {never} */ (options[other]?.default));
  const asked = isStrict ? given(name) : { ...given(name), not: has(name, [option.default]) };
  const met = isDefaultMet ? mayHave(other, values) : has(other, values);
  return implies(asked, orGiven === undefined ? met : { anyOf: [met, given(orGiven)] });
}

/**
 * @param {string} name
 * @returns {Schema}
 */
export function given(name) {
  return { required: [name] };
}

/**
 * @param {string} name
 * @param {readonly unknown[]} values
 * @returns {Schema}
 */
export function has(name, values) {
  return { ...mayHave(name, values), required: [name] };
}

/**
 * @param {string} name
 * @param {readonly unknown[]} values
 * @returns {Schema}
 */
export function mayHave(name, values) {
  return { properties: { [name]: { enum: values } } };
}

/**
 * @param {Schema} condition
 * @param {Schema} consequence
 * @returns {Schema}
 */
export function implies(condition, consequence) {
  return { anyOf: [{ not: condition }, consequence] };
}

/** @param {string} text */
function sentence(text = '') {
  return `${text[0]?.toUpperCase()}${text.slice(1)}.`;
}
