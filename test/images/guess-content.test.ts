/** `content` auto: what pictures are taken for. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type ContentGuess, encode, type Image, makeMipLevels, measureEncoding, readImage } from 'astc-wasm';
import { describe, expect, it } from 'vitest';
import { guessContent } from '../../src/images/guess-content.js';
import { FIXTURES } from '../support/cli.js';

const SIDE = 48;

function draw(color: (x: number, y: number) => readonly number[], max = 255): Image {
  const data = max === 255 ? new Uint8Array(SIDE * SIDE * 4) : new Uint16Array(SIDE * SIDE * 4);
  for (let texel = 0; texel < SIDE * SIDE; texel++) {
    const [red, green, blue, alpha = 1] = color(texel % SIDE, Math.floor(texel / SIDE));
    data.set(
      [red!, green!, blue!, alpha].map((component) => Math.round(component * max)),
      texel * 4,
    );
  }
  return { width: SIDE, height: SIDE, data, channels: 4, colorSpace: 'srgb', hasAlpha: false };
}

/** Bumps as tools make them of heights, whose directions are of this length. */
const bumps = (length: number, slant = 0, max = 255) =>
  draw((x, y) => {
    const [dx, dy] = [0.6 * Math.sin(x / 5) + slant, 0.6 * Math.cos(y / 4) + slant];
    const size = Math.hypot(dx, dy, 1) / length;
    return [dx, dy, 1].map((component) => (component / size + 1) / 2);
  }, max);
const grey = (value: (x: number, y: number) => number, max = 255) =>
  draw((x, y) => {
    const level = value(x, y);
    return [level, level, level];
  }, max);
const disc = (x: number, y: number, softness: number) =>
  Math.min(1, Math.max(0, (15 - Math.hypot(x - 24, y - 24)) / softness + 0.5));

describe('guessContent', () => {
  it.each<[string, ContentGuess['content'], Image]>([
    ['directions of length 1', 'normal', bumps(1)],
    ['shorter directions', 'normal', bumps(0.75)],
    ['16 bits of them', 'normal', bumps(1, 0, 65535)],
    ['a flat surface', 'normal', draw(() => [0.5, 0.5, 1])],
    ['directions that all lean to one side', 'color', bumps(1, 0.8)],
    ['a disc with soft edges', 'mask', grey((x, y) => disc(x, y, 1.5))],
    ['a ramp of greys', 'color', grey((x) => x / SIDE)],
    ['a soft disc', 'color', grey((x, y) => disc(x, y, 30))],
    ['white', 'color', grey(() => 1)],
    ['grey 201, a unit vector of (1, 1, 1)', 'color', grey(() => 201 / 255)],
    ['heights', 'data', grey((x, y) => Math.sin(x / 9) * Math.cos(y / 7) * 0.4 + 0.5, 65535)],
    ['16 bits of colours', 'color', draw((x, y) => [x / SIDE, y / SIDE, 0.2], 65535)],
    ['a pale sky', 'color', draw((_, y) => [0.5 + y / 200, 0.65 + y / 200, 0.95])],
  ])('takes %s for %s', (_, content, image) => {
    expect(guessContent([image])).toMatchObject({ content });
  });

  it('takes no photograph for anything else', async () => {
    const folder = join(FIXTURES, 'photos');
    const names = readdirSync(folder).filter((name) => /\.(png|jpg|webp)$/.test(name));
    expect(names.length).toBeGreaterThan(1);
    for (const name of names) {
      const image = await readImage(readFileSync(join(folder, name)), { colorProfile: 'keep' });
      expect([name, guessContent([image]).content]).toEqual([name, 'color']);
    }
  });

  it('takes light for colours, and greys with holes', () => {
    const light = { ...bumps(1), data: Float32Array.from(bumps(1).data) };
    expect(guessContent([light])).toEqual({ content: 'color', reason: 'it is light' });
    const holes = draw((x) => (x % 2 ? [0, 0, 0, 0] : [1, 1, 1, 1]));
    expect(guessContent([{ ...holes, hasAlpha: true }]).content).toBe('color');
  });

  it('judges pictures that belong together as one', () => {
    const photo = draw((x, y) => [x / SIDE, y / SIDE, 0.1]);
    expect(guessContent([bumps(1), bumps(1)]).content).toBe('normal');
    expect(guessContent([bumps(1), photo]).content).toBe('color');
  });
});

describe('encode with content auto', () => {
  it('gives what the named content does, and says which', async () => {
    const guesses: ContentGuess[] = [];
    const onContent = (guess: ContentGuess) => guesses.push(guess);
    const options = { block: '6x6', quality: 'fast', mipmaps: true } as const;
    for (const normalLayout of ['xyz', 'la'] as const) {
      const auto = await encode(bumps(1), { ...options, content: 'auto', normalLayout, onContent });
      expect(auto).toEqual(await encode(bumps(1), { ...options, content: 'normal', normalLayout }));
    }
    const picture = draw((x, y) => [x / SIDE, y / SIDE, 0.3]);
    expect(await encode(picture, { ...options, content: 'auto', normalLayout: 'la', onContent })).toEqual(
      await encode(picture, options),
    );
    expect(guesses.map(({ content }) => content)).toEqual(['normal', 'normal', 'color']);
    expect(guesses[0]!.reason).toMatch(/^100 % of its texels could be normals/);
  });

  it('settles what a target takes by it', async () => {
    const options = { target: 'gltf', quality: 'fastest', onWarning: () => undefined } as const;
    const texture = await encode(bumps(1), { ...options, content: 'auto' });
    expect(texture).toEqual(await encode(bumps(1), { ...options, content: 'normal' }));
    expect(texture).toMatchObject({ colorSpace: 'linear', primaries: 'unspecified' });
  });

  it('takes normals for data where the format has no room for them', async () => {
    const onContent = (guess: ContentGuess) => {
      expect(guess).toMatchObject({ content: 'data', reason: expect.stringContaining('eac-r11') });
    };
    await encode(bumps(1), { format: 'eac-r11', content: 'auto', quality: 'fastest', onContent });
    expect.assertions(1);
  });

  it('filters levels by it, and several pictures alike', async () => {
    const levels = await makeMipLevels(bumps(1), { mipmaps: true, content: 'auto' });
    expect(levels).toEqual(await makeMipLevels(bumps(1), { mipmaps: true, content: 'normal' }));
    const options = { array: true, quality: 'fastest' } as const;
    const pair = [bumps(1), bumps(0.9)];
    expect(await encode(pair, { ...options, content: 'auto' })).toEqual(
      await encode(pair, { ...options, content: 'normal' }),
    );
  });

  it('checks options before it looks at anything', async () => {
    const image = bumps(1);
    await expect(encode(image, { content: 'auto', block: '7x7' as '6x6' })).rejects.toThrowError(/for block/);
    expect(() => measureEncoding(image, image, { content: 'auto' })).toThrowError(
      /^Expected color, normal, mask or data for content of what is measured but received auto$/,
    );
  });
});
