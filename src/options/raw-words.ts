/** Types of raw pixels, as `--raw` names them. */

const ORDERS = ['r', 'rg', 'rgb', 'rgba'] as const;
const DEPTHS = {
  '8': { bits: 8, isFloat: false },
  '16': { bits: 16, isFloat: false },
  '16f': { bits: 16, isFloat: true },
  '32f': { bits: 32, isFloat: true },
} as const;

export type RawType = `${(typeof ORDERS)[number]}${keyof typeof DEPTHS}`;

export interface RawFacts {
  componentCount: number;
  /** Of a component. */
  bits: number;
  isFloat: boolean;
}

export const RAW_TYPES = Object.fromEntries(
  Object.entries(DEPTHS).flatMap(([depth, facts]) =>
    ORDERS.map((order) => [`${order}${depth}`, { ...facts, componentCount: order.length }]),
  ),
) as Readonly<Record<RawType, RawFacts>>;
