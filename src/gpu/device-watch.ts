/** What a device reports beside the work: that it is lost, out of memory, or was told nonsense. The first ends all work. */
import { AstcError } from '../errors.js';

export interface DeviceWatch {
  /** What went wrong, once something did. */
  readonly fault: AstcError | undefined;
  /** What the work gives, or the device's fault as soon as there is one. */
  orFault<T>(work: Promise<T>): Promise<T>;
}

/** Watches a device from now on. */
export function watchDevice(device: GPUDevice, adapterName: string): DeviceWatch {
  let fault: AstcError | undefined;
  let raise = (_fault: AstcError) => {};
  const failed = new Promise<never>((_, reject) => {
    raise = (first) => {
      fault ??= first;
      reject(fault);
    };
  });
  // Nobody may be waiting when it happens.
  failed.catch(() => undefined);
  device.lost.then(({ reason, message }) => {
    const words = [reason === 'destroyed' ? 'it was destroyed' : '', message].filter(Boolean).join(': ');
    raise(new AstcError('E_GPU', `${adapterName} was lost${words && ` (${words.trim()})`}`));
  });
  device.addEventListener('uncapturederror', (event) => {
    // Whatever the buffers hold now, nobody may take it for blocks.
    event.preventDefault();
    raise(faultOf(event.error, adapterName));
  });
  return {
    get fault() {
      return fault;
    },
    orFault: (work) => Promise.race([work, failed]),
  };
}

function faultOf(error: GPUError, adapterName: string): AstcError {
  const isMemory = /out.?of.?memory/i.test(`${error.constructor.name} ${error.message}`);
  return isMemory
    ? new AstcError('E_GPU', `${adapterName} is out of memory`, { cause: error, hint: 'the CPU path needs none of it' })
    : new AstcError('E_GPU', `${adapterName} failed (${error.message})`, { cause: error });
}
