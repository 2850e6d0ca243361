/** Modules of the build, which may not be there yet when types are checked: their types are those of the sources. */

const DIST = new URL('../dist/', import.meta.url);

/** @param {string} path */
const load = (path) => import(new URL(path, DIST).href);

/** @type {typeof import('../src/index.js')} */
export const library = await load('index.js');
/** @type {typeof import('../src/codec/formats.js')} */
export const formats = await load('codec/formats.js');
/** @type {typeof import('../src/crew-source.js')} */
export const crewSource = await load('crew-source.js');
/** @type {typeof import('../src/gpu/create-passes.js')} */
export const createPassesModule = await load('gpu/create-passes.js');
/** @type {typeof import('../src/gpu/descent.js')} */
export const descent = await load('gpu/descent.js');
/** @type {typeof import('../src/gpu/open-device.js')} */
export const openDeviceModule = await load('gpu/open-device.js');
/** @type {typeof import('../src/gpu/usage.js')} */
export const usage = await load('gpu/usage.js');
/** @type {typeof import('../src/images/float-values.js')} */
export const floatValues = await load('images/float-values.js');
/** @type {typeof import('../src/images/half-float.js')} */
export const halfFloat = await load('images/half-float.js');
/** @type {typeof import('../src/metrics/ssim-metrics.js')} */
export const ssimMetrics = await load('metrics/ssim-metrics.js');
/** @type {typeof import('../src/cli/stages/read-picture.js')} */
export const readPictureModule = await load('cli/stages/read-picture.js');
/** @type {typeof import('../src/host/node/index.js')} */
export const hostModule = await load('host/node/index.js');
/** @type {typeof import('../src/cli/bench/curve.js')} */
export const curve = await load('cli/bench/curve.js');
/** @type {typeof import('../src/cli/place-labels.js')} */
export const placeLabelsModule = await load('cli/place-labels.js');
/** @type {typeof import('../src/cli/bench/peer.js')} */
export const peerModule = await load('cli/bench/peer.js');
/** @type {typeof import('../src/cli/bench/peer-text.js')} */
export const peerText = await load('cli/bench/peer-text.js');
