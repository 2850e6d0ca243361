/** What glTF asks of the descriptor. Spec: glTF, KHR_texture_basisu. */
import { MODEL, PRIMARIES, TRANSFER } from '../vk-formats/index.js';
import { ETC1S_CHANNEL, UASTC_CHANNEL } from './channels.js';
import { ISSUE } from './issues.js';
import type { Ktx2File, ParsedDescriptor } from './ktx2-file.js';
import { modelName, primariesName, SCHEME, schemeName, transferName } from './names.js';

/** The second channel that goes with a first. */
const ETC1S_PARTNERS: Readonly<Record<number, number>> = {
  [ETC1S_CHANNEL.RGB]: ETC1S_CHANNEL.AAA,
  [ETC1S_CHANNEL.RRR]: ETC1S_CHANNEL.GGG,
};

const UASTC_CHANNELS: readonly number[] = [UASTC_CHANNEL.RGB, UASTC_CHANNEL.RGBA, UASTC_CHANNEL.RRR, UASTC_CHANNEL.RG];

export function checkGltfDescriptor(file: Ktx2File, descriptor: ParsedDescriptor): void {
  const { report } = file;
  const { model, primaries, transfer } = descriptor;
  if (model === MODEL.ETC1S) checkEtc1s(file, descriptor);
  else if (model === MODEL.UASTC) checkUastc(file, descriptor);
  else report.add(ISSUE.gltfModel, `colorModel is ${modelName(model)}.`);
  const isSrgb = primaries === PRIMARIES.BT709 && transfer === TRANSFER.SRGB;
  const isData = primaries === PRIMARIES.UNSPECIFIED && transfer === TRANSFER.LINEAR;
  if (!isSrgb && !isData) {
    const what = `colorPrimaries are ${primariesName(primaries)} and transferFunction is ${transferName(transfer)}.`;
    report.add(ISSUE.gltfColorSpace, what);
  }
}

function checkEtc1s({ report }: Ktx2File, { samples: [first, second] }: ParsedDescriptor): void {
  if (first === undefined) return;
  const partner = ETC1S_PARTNERS[first.channel];
  if (partner === undefined) report.add(ISSUE.gltfChannel, `Channel of sample 1 is ${first.channel}, not 0 or 3.`);
  else if (second !== undefined && second.channel !== partner) {
    report.add(ISSUE.gltfChannel, `Channel of sample 2 is ${second.channel}, not ${partner}.`);
  }
}

function checkUastc({ report, header }: Ktx2File, { samples: [sample] }: ParsedDescriptor): void {
  const { supercompressionScheme: scheme } = header;
  if (scheme !== SCHEME.NONE && scheme !== SCHEME.ZSTD) {
    report.add(ISSUE.gltfModelSupercompression, `supercompressionScheme is ${schemeName(scheme)}.`);
  }
  if (sample !== undefined && !UASTC_CHANNELS.includes(sample.channel)) {
    report.add(ISSUE.gltfChannel, `Channel is ${sample.channel}, not ${UASTC_CHANNELS.join(', ')}.`);
  }
}
