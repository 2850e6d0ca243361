/** Volumes for `bench/volume.mjs`, made the same on every machine: tables of colours, fields of noise, moving pictures. */

/**
 * RGBA8, slice by slice.
 * @typedef {{ width: number, height: number, depth: number, data: Uint8Array }} Volume
 * @typedef {import('./images.mjs').Pixels} Pixels
 * @typedef {readonly [r: number, g: number, b: number]} Color
 */

const clamp = (/** @type {number} */ value) => Math.min(1, Math.max(0, value));
const smooth = (/** @type {number} */ t) => t * t * (3 - 2 * t);

/**
 * @param {number} size texels a side
 * @param {(x: number, y: number, z: number) => Color} color of 0..1, each 0..1
 * @returns {Volume}
 */
function paint(size, color) {
  const data = new Uint8Array(size ** 3 * 4).fill(255);
  for (let texel = 0; texel < size ** 3; texel++) {
    const at = [texel % size, Math.floor(texel / size) % size, Math.floor(texel / size ** 2)];
    const [x = 0, y = 0, z = 0] = at.map((index) => index / (size - 1));
    color(x, y, z).forEach((value, component) => {
      data[texel * 4 + component] = Math.round(clamp(value) * 255);
    });
  }
  return { width: size, height: size, depth: size, data };
}

/** A colour-grading table: contrast, saturation, warm lights and cool shadows. */
const grading = () =>
  paint(32, (r, g, b) => {
    const luma = 0.3 * r + 0.59 * g + 0.11 * b;
    const curve = (/** @type {number} */ value) => smooth(clamp(luma + (value - luma) * 1.25));
    const shadow = (1 - luma) * 0.08;
    return [curve(r) + 0.04 * luma - 0.5 * shadow, curve(g) + 0.01, 0.92 * curve(b) + shadow];
  });

/** A look of film: a curve a channel, and a bend where red leads. */
const film = () =>
  paint(33, (r, g, b) => {
    const red = clamp(r * 1.1 - 0.02) ** 0.8;
    const green = clamp(g) ** 0.95;
    const blue = clamp(b * 0.9 + 0.05) ** 1.2;
    const isRed = red > green && red > blue && red - Math.min(green, blue) > 0.3;
    return isRed ? [red, green * 0.9, blue * 0.8] : [red, green, blue];
  });

/**
 * Smooth noise 0..1 in four octaves, of a seeded sequence.
 * @param {() => number} random 0..1
 */
function noise(random) {
  const octaves = [3, 6, 12, 24].map((cells) => ({
    cells,
    values: Array.from({ length: (cells + 1) ** 3 }, random),
  }));
  return (/** @type {number[]} */ ...point) => {
    let sum = 0;
    let weight = 1;
    for (const { cells, values } of octaves) {
      const cell = point.map((at) => Math.min(cells - 1, Math.floor(at * cells)));
      for (let corner = 0; corner < 8; corner++) {
        let share = weight;
        let index = 0;
        for (let axis = 2; axis >= 0; axis--) {
          const step = (corner >> axis) & 1;
          const start = cell[axis] ?? 0;
          const fraction = smooth((point[axis] ?? 0) * cells - start);
          share *= step ? fraction : 1 - fraction;
          index = index * (cells + 1) + start + step;
        }
        sum += share * (values[index] ?? 0);
      }
      weight *= 0.55;
    }
    return sum / 2.02;
  };
}

/** @param {number} seed */
function sequence(seed) {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 2 ** 32;
  };
}

/** A scan: air, a shell of bone, tissue with denser parts, the noise of the machine. */
const scan = () => {
  const random = sequence(1);
  const tissue = noise(random);
  return paint(40, (x, y, z) => {
    const radius = Math.hypot(x - 0.5, y - 0.5, z - 0.5);
    const density = tissue(x, y, z);
    const inside = density > 0.56 && radius < 0.4 ? 0.7 + (density - 0.56) * 2 : 0.35 + (density - 0.5) * 1.2;
    const value = (radius > 0.48 ? 0 : radius > 0.44 ? 0.85 : inside) + (random() - 0.5) * 0.03;
    return [value, value, value];
  });
};

const clouds = () => {
  const fields = [2, 3, 4].map((seed) => noise(sequence(seed)));
  return paint(40, (x, y, z) => {
    const [r = 0, g = 0, b = 0] = fields.map((field) => (field(x, y, z) - 0.2) * 1.57);
    return [r, g, b];
  });
};

/**
 * Windows of a picture that move on from slice to slice.
 * @param {Pixels} picture
 * @param {{ size: number, depth: number, step: number }} how texels a side, slices, texels from slice to slice
 * @returns {Volume}
 */
function slide({ width, height, data }, { size, depth, step }) {
  const volume = new Uint8Array(size * size * depth * 4);
  const place = (/** @type {number} */ room, /** @type {number} */ moved) =>
    Math.max(0, Math.min(room, (room >> 1) + moved));
  for (let slice = 0; slice < depth; slice++) {
    const moved = Math.round((slice - depth / 2) * step);
    const left = place(width - size, moved);
    const top = place(height - size, moved >> 1);
    for (let row = 0; row < size; row++) {
      const from = ((top + row) * width + left) * 4;
      volume.set(data.subarray(from, from + size * 4), (slice * size + row) * size * 4);
    }
  }
  return { width: size, height: size, depth, data: volume };
}

/**
 * One picture turning into another.
 * @param {Pixels} first
 * @param {Pixels} second
 */
function morph(first, second) {
  const [a, b] = [first, second].map((picture) => slide(picture, { size: 60, depth: 24, step: 0 }));
  if (a === undefined || b === undefined) throw new Error('two pictures');
  const sliceBytes = 60 * 60 * 4;
  const data = a.data.map((value, index) => {
    const share = Math.floor(index / sliceBytes) / 23;
    return Math.round(value * (1 - share) + (b.data[index] ?? 0) * share);
  });
  return { ...a, data };
}

/**
 * All of them by name.
 * @param {{ photos: [Pixels, Pixels], sprite: Pixels }} pictures
 * @returns {Record<string, Volume>}
 */
export function makeVolumes({ photos: [first, second], sprite }) {
  return {
    grading: grading(),
    film: film(),
    scan: scan(),
    clouds: clouds(),
    slow: slide(first, { size: 60, depth: 24, step: 1 }),
    fast: slide(second, { size: 60, depth: 24, step: 2 }),
    morph: morph(first, second),
    sprite: slide(sprite, { size: 48, depth: 12, step: 1 }),
  };
}
