export * from './index';
import { quality } from './astc-search/quality';
export function setColumn(column: i32, value: f32): void { store<f32>(changetype<usize>(quality()) + ((<usize>column) << 2), value); }
