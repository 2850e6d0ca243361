/** Names of outputs as a template: `-o 'out/{dir}/{name}.{block}{ext}'`. */
import { basename, extname } from 'node:path';
import { failOption, listWords } from '../options/speech.js';
import { STANDARD_STREAM } from './files/names.js';
import type { FoundInput } from './inputs/expand-inputs.js';

/** What a run puts in, beside what the input says: `ext` with its dot, `block`, `quality`, `format`. */
export type TemplateWords = Readonly<Record<string, string>>;

const FIELD = /\{([^{}]*)\}/g;
/** What the input says. */
const OWN_FIELDS = ['dir', 'name'];

/** Whether a path has fields to fill in. */
export function isTemplate(path: string): boolean {
  return path.search(FIELD) >= 0;
}

/**
 * The path for an input: `{name}` is its name without the extension, `{dir}` its folder below the folder, pattern or list
 * it was found by. Folders of an empty `{dir}` fall away.
 *
 * @throws {AstcError} E_OPTION for a field of another name
 */
export function fillTemplate(template: string, { path, folder }: FoundInput, words: TemplateWords): string {
  const name = path === STANDARD_STREAM ? 'stdin' : basename(path, extname(path));
  const values: TemplateWords = { dir: folder, name, ...words };
  const filled = template.replace(FIELD, (_, field: string) => values[field] ?? failField(template, field, words));
  const shortened = filled.replace(/(?<!^)\/{2,}/g, '/');
  // A template that begins with an empty field would begin at the root of all files.
  return template.startsWith('/') ? shortened : shortened.replace(/^\/+/, '');
}

function failField(template: string, field: string, words: TemplateWords): never {
  const known = [...OWN_FIELDS, ...Object.keys(words)].map((each) => `{${each}}`);
  failOption(`Expected ${listWords(known)} as fields of --output but received {${field}} in ${template}`);
}
