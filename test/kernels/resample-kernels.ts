/** Checks of the kernels in assembly/resample. */
import type { Rng } from '../support/rng.js';
import { checkKernel, type KernelContext } from './check-kernel.js';

const COUNTS = [1, 2, 7, 64].map((count) => ({ name: `${count}_texels`, count }));
type Counted = KernelContext<(typeof COUNTS)[number]>;

/** Texels about 0..1, some beyond and some exactly at its ends. */
function randomTexels(rng: Rng, count: number): Float32Array {
  return Float32Array.from({ length: count * 4 }, () =>
    rng.once(4) ? rng.pick([0, 1, -0.25, 1.5, 0.5, 0.0031308]) : rng.between(0, 1 << 20) / (1 << 20),
  );
}

const randomWords = (rng: Rng, count: number) => Uint16Array.from({ length: count * 4 }, () => rng.below(65536));
const randomTable = (rng: Rng, length: number) => Float32Array.from({ length }, () => rng.below(1 << 16) / (1 << 16));

checkKernel('loadRow8', {
  variants: COUNTS,
  arguments: ({ rng, variant: { count }, memory }) => [
    memory.input(rng.bytes(count * 4, 0, 255)),
    memory.input(randomTable(rng, 256)),
    memory.input(randomTable(rng, 256)),
    count,
    memory.output(count * 16),
  ],
});

checkKernel('loadRow16', {
  variants: COUNTS,
  arguments: ({ rng, variant: { count }, memory }) => [
    memory.input(randomWords(rng, count)),
    count,
    memory.output(count * 16),
  ],
});

checkKernel('loadRow16Srgb', {
  variants: COUNTS,
  rounds: 4,
  arguments: ({ rng, variant: { count }, memory }) => [
    memory.input(randomWords(rng, count)),
    memory.input(randomTable(rng, 65536)),
    count,
    memory.output(count * 16),
  ],
});

const inPlace = ({ rng, variant: { count }, memory }: Counted) => [memory.inout(randomTexels(rng, count)), count];
checkKernel('premultiplyRow', { variants: COUNTS, arguments: inPlace });
checkKernel('normalizeRow', { variants: COUNTS, arguments: inPlace });
checkKernel('encodeSrgbRow', { variants: COUNTS, arguments: inPlace });

checkKernel('scaleAlphaRow', {
  variants: COUNTS,
  arguments: ({ rng, variant: { count }, memory }) => [
    memory.inout(randomTexels(rng, count)),
    rng.between(1, 400) / 100,
    count,
  ],
});

checkKernel('weighRow', {
  variants: COUNTS,
  arguments: ({ rng, variant: { count }, memory }) => [memory.inout(randomTexels(rng, count)), 2 ** -20, count],
});

checkKernel('unpremultiplyRow', {
  variants: COUNTS,
  arguments: ({ rng, variant: { count }, memory }) => [
    memory.inout(randomTexels(rng, count)),
    memory.input(randomTexels(rng, count).map((value) => Math.abs(value) + 0.01)),
    0.25,
    count,
  ],
});

checkKernel('addRow', {
  variants: COUNTS,
  arguments: ({ rng, variant: { count }, memory }) => [
    memory.input(randomTexels(rng, count)),
    rng.between(-100, 100) / 77,
    memory.inout(randomTexels(rng, count)),
    count,
  ],
});

const SIZES: readonly (readonly [source: number, target: number])[] = [
  [64, 32],
  [33, 16],
  [5, 1],
  [7, 20],
  [9, 9],
];
const FILTER_COUNT = 6;

checkKernel('filterRow', {
  variants: SIZES.map(([source, target]) => ({ name: `${source}_to_${target}`, source, target })),
  arguments: ({ rng, variant: { source, target }, memory, wasm }) => {
    const filter = rng.below(FILTER_COUNT);
    const scale = rng.pick([0.5, 1, 1.7]);
    const tapCount = wasm.call('countTaps', source, target, filter, scale) as number;
    const axis = memory.inout(new Uint8Array(16 + target * 4 * (tapCount + 1)));
    wasm.call('buildAxis', source, target, filter, scale, tapCount, axis);
    const row = memory.input(randomTexels(rng, source + 2 * tapCount));
    return [row + 16 * tapCount, axis, target, memory.output(target * 16)];
  },
});

for (const [kernel, bytes] of [
  ['storeRow8', 4],
  ['storeRow16', 8],
] as const) {
  checkKernel(kernel, {
    variants: COUNTS,
    arguments: ({ rng, variant: { count }, memory }) => [
      memory.input(randomTexels(rng, count)),
      count,
      memory.output(count * bytes),
    ],
  });
}
