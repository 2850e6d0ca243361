/** Shader files put together and compiled, with errors that name the file. */
import { AstcError } from '../errors.js';
import { SHADER_TEXT, type ShaderName } from './shader-text.js';

/** What a pipeline is made of. */
export interface ShaderParts {
  /** What the pipeline is called in messages. */
  label: string;
  /** WGSL constants in front, by name: what array sizes depend on cannot be `override`. */
  constants?: Readonly<Record<string, number>>;
  /** Files, in the order in which they are put together. */
  files: readonly ShaderName[];
}

/** The whole text: constants first. Values keep their kind: whole numbers become `u32`. */
export function shaderSource({ constants = {}, files }: ShaderParts): string {
  const lines = Object.entries(constants).map(([name, value]) => `const ${name} = ${literal(value)};`);
  return [...lines, ...files.map((name) => SHADER_TEXT[name])].join('\n');
}

function literal(value: number): string {
  return Number.isInteger(value) && value >= 0 ? `${value}u` : `f32(${value})`;
}

/**
 * A compute pipeline whose entry point is `main`.
 *
 * @throws {AstcError} E_GPU where the device's compiler refuses it
 */
export async function compilePipeline(
  device: GPUDevice,
  layout: GPUPipelineLayout,
  parts: ShaderParts,
): Promise<GPUComputePipeline> {
  const module = device.createShaderModule({ label: parts.label, code: shaderSource(parts) });
  const { messages } = await module.getCompilationInfo();
  const error = messages.find(({ type }) => type === 'error');
  if (error) {
    throw new AstcError('E_GPU', `the shader ${parts.label} does not compile on this device (${place(parts, error)})`);
  }
  try {
    return await device.createComputePipelineAsync({
      label: parts.label,
      layout,
      compute: { module, entryPoint: 'main' },
    });
  } catch (cause) {
    throw new AstcError('E_GPU', `the shader ${parts.label} does not compile on this device (${messageOf(cause)})`, {
      cause,
    });
  }
}

/** The file and line of a message about the whole text. */
function place(parts: ShaderParts, { lineNum, message }: GPUCompilationMessage): string {
  let line = lineNum - Object.keys(parts.constants ?? {}).length;
  for (const name of parts.files) {
    const count = SHADER_TEXT[name].split('\n').length;
    if (line >= 1 && line <= count) return `${name}.wgsl:${line}: ${message}`;
    line -= count;
  }
  return message;
}

function messageOf(cause: unknown): string {
  return cause instanceof Error ? cause.message : String(cause);
}
