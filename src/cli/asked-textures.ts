/** What is asked for each file of a run, once for all files of the same options. */
import { failOption } from '../options/speech.js';
import type { Image } from '../types.js';
import type { ENCODE_FLAGS } from './command-options.js';
import type { RunOptions } from './config/run-options.js';
import { isShape, refuseLevelsOfShapes } from './encode-shapes.js';
import { nameOf, type OutputPlace } from './plan-outputs.js';
import type { Session } from './session.js';
import { parseLevelFiles } from './stages/levels.js';
import { namingFileOf } from './stages/naming-file.js';
import { type AskedTexture, askTexture, type EncodeFlags, settleWriting, type TextureWork } from './texture-work.js';

export type EncodeRunOptions = RunOptions<typeof ENCODE_FLAGS>;

export class AskedTextures {
  readonly #options: EncodeRunOptions;
  readonly #session: Session;
  readonly #asked = new Map<EncodeFlags, AskedTexture>();
  /** By their paths. */
  readonly #masks = new Map<string, Image>();

  constructor(options: EncodeRunOptions, session: Session) {
    this.#options = options;
    this.#session = session;
  }

  /** Reads the masks of files, which {@link of} needs; each once. @throws {AstcError} what reading a picture throws */
  async readMasks(paths: readonly (string | undefined)[]): Promise<void> {
    for (const path of paths) {
      const { mask } = this.#options.peek(path).values;
      if (mask === undefined || this.#masks.has(mask)) continue;
      const { readMask } = await import('./stages/mask.js');
      this.#masks.set(mask, await readMask(mask, this.#session));
    }
  }

  /** @throws {AstcError} E_OPTION, E_UNSUPPORTED; with the file's name where rules may have a part in it */
  of(path: string | undefined): AskedTexture {
    return this.naming(path, () => {
      const given = this.#options.of(path);
      const { mask } = given.values;
      const asked = this.#asked.get(given) ?? askTexture(given, mask === undefined ? undefined : this.#masks.get(mask));
      this.#asked.set(given, asked);
      return asked;
    });
  }

  naming<T>(path: string | undefined, work: () => T): T {
    return path === undefined || !this.#options.hasRules ? work() : namingFileOf(path, work);
  }

  /**
   * The settings where all inputs are one texture, undefined where each is its own. A shape that a rule asks for is that of
   * each of its files alone.
   *
   * @throws {AstcError} E_OPTION where a rule says something of some of them
   */
  together(inputs: readonly string[]) {
    const { cubemap, array, depth } = this.#options.run.values;
    const [first] = inputs;
    if (first === undefined || !(cubemap || array || depth)) return undefined;
    const { given, settings } = this.of(first);
    if (!isShape(settings)) return undefined;
    for (const path of inputs) requireSame(first, given, path, this.of(path).given);
    return settings;
  }
}

function requireSame(first: string, ours: EncodeFlags, path: string, theirs: EncodeFlags): void {
  const names = Object.keys({ ...ours.values, ...theirs.values }) as (keyof typeof ENCODE_FLAGS)[];
  const name = names.find((each) => String(ours.values[each]) !== String(theirs.values[each]));
  if (name === undefined) return;
  const { speech } = ours.sourceOf(name).rank > theirs.sourceOf(name).rank ? ours : theirs;
  failOption(
    `Expected the same options for all pictures of one texture but ${speech.name(name)} is not for both ${first} and ${path}`,
  );
}

/** The work of each file, once it is known where outputs go. */
export class TextureWorks {
  readonly #asked: AskedTextures;
  readonly #place: OutputPlace;
  readonly #inputs: readonly string[];
  readonly #works = new Map<AskedTexture, TextureWork>();

  constructor(asked: AskedTextures, place: OutputPlace, inputs: readonly string[]) {
    this.#asked = asked;
    this.#place = place;
    this.#inputs = inputs;
  }

  /** @throws {AstcError} E_OPTION, E_UNSUPPORTED */
  of(path: string | undefined): TextureWork {
    const asked = this.#asked.of(path);
    const known = this.#works.get(asked);
    if (known !== undefined) return known;
    const { given, options, settings, reading, maskFile } = asked;
    return this.#asked.naming(path, () => {
      const { mipLevel } = given.values;
      const sharing = this.#inputs.filter((input) => this.#asked.of(input).given.values.mipLevel === mipLevel);
      const levelFiles = parseLevelFiles(mipLevel, sharing);
      refuseLevelsOfShapes(levelFiles, settings);
      const work = {
        options,
        settings,
        reading,
        maskFile,
        levelFiles,
        writing: settleWriting(asked, nameOf(this.#place)),
      };
      this.#works.set(asked, work);
      return work;
    });
  }

  /** That of no rule, where it makes sense by itself, else that of the first file. */
  common(): TextureWork {
    try {
      return this.of(undefined);
    } catch (error) {
      const [first] = this.#inputs;
      if (first === undefined) throw error;
      return this.of(first);
    }
  }
}
