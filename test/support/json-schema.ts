/** JSON Schema 2020-12 as far as our schema goes, from the specification's text; a keyword it does not know is an error. */

type Schema = Readonly<Record<string, unknown>>;

/** Keywords that say nothing of validity. */
const ANNOTATIONS = ['$schema', '$defs', 'title', 'description', 'default', 'examples'];

/** Whether a value is valid. `root` holds `$defs`. */
export function isValid(value: unknown, schema: Schema, root: Schema = schema): boolean {
  return Object.entries(schema).every(([keyword, argument]) => {
    if (ANNOTATIONS.includes(keyword)) return true;
    const rule = KEYWORDS[keyword];
    if (rule === undefined) throw new Error(`unknown keyword ${keyword}`);
    return rule(value, argument as never, { schema, root });
  });
}

interface Context {
  schema: Schema;
  root: Schema;
}
type Rule = (value: unknown, argument: never, context: Context) => boolean;

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
const isNumber = (value: unknown): value is number => typeof value === 'number';

const TYPES: Readonly<Record<string, (value: unknown) => boolean>> = {
  object: isObject,
  boolean: (value) => typeof value === 'boolean',
  array: Array.isArray,
  string: (value) => typeof value === 'string',
  number: isNumber,
  integer: Number.isInteger,
};

/** A keyword for one type of value is met by values of every other. */
const KEYWORDS: Readonly<Record<string, Rule>> = {
  $ref: (value, pointer: string, { root }) => {
    const target = pointer.replace('#/', '').split('/');
    return isValid(value, target.reduce<unknown>((at, key) => (at as Schema)[key], root) as Schema, root);
  },
  type: (value, name: string) => TYPES[name]!(value),
  enum: (value, values: unknown[]) => values.includes(value),
  minimum: (value, limit: number) => !isNumber(value) || value >= limit,
  maximum: (value, limit: number) => !isNumber(value) || value <= limit,
  exclusiveMinimum: (value, limit: number) => !isNumber(value) || value > limit,
  pattern: (value, pattern: string) => typeof value !== 'string' || new RegExp(pattern, 'u').test(value),
  minItems: (value, count: number) => !Array.isArray(value) || value.length >= count,
  maxItems: (value, count: number) => !Array.isArray(value) || value.length <= count,
  items: (value, schema: Schema, { root }) =>
    !Array.isArray(value) || value.every((each) => isValid(each, schema, root)),
  contains: (value, schema: Schema, { root }) =>
    !Array.isArray(value) || value.some((each) => isValid(each, schema, root)),
  required: (value, names: string[]) => !isObject(value) || names.every((name) => Object.hasOwn(value, name)),
  properties: (value, schemas: Record<string, Schema>, { root }) =>
    !isObject(value) ||
    Object.entries(schemas).every(([name, each]) => !Object.hasOwn(value, name) || isValid(value[name], each, root)),
  additionalProperties: (value, isAllowed: boolean, { schema }) =>
    isAllowed ||
    !isObject(value) ||
    Object.keys(value).every((name) => Object.hasOwn(schema.properties as object, name)),
  not: (value, schema: Schema, { root }) => !isValid(value, schema, root),
  allOf: (value, schemas: Schema[], { root }) => schemas.every((each) => isValid(value, each, root)),
  anyOf: (value, schemas: Schema[], { root }) => schemas.some((each) => isValid(value, each, root)),
};
