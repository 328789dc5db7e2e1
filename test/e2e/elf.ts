import { readFileSync } from 'node:fs';

/** What is asked of an executable: its type, its machine, and the names of its sections. */
export interface Executable {
  readonly type: number;
  readonly machine: number;
  readonly sections: readonly string[];
}

/** Whether the kernel loads a program where it likes, or at the address that the linker chose. */
export const types = { fixedAddress: 2, anyAddress: 3 } as const;

/** Numbers of machines, as e_machine has them. Source: System V ABI, and linux/elf-em.h. */
export const machines = { amd64: 62, arm64: 183 } as const;

/** Reads a little-endian 64-bit ELF file. Source: https://refspecs.linuxfoundation.org/elf/gabi4+/ch4.eheader.html */
export function readExecutable(path: string): Executable {
  const bytes = readFileSync(path);
  if (bytes.toString('latin1', 0, 6) !== '\x7fELF\x02\x01')
    throw new Error(`${path} isn't an ELF file`);
  const table = Number(bytes.readBigUInt64LE(0x28));
  const size = bytes.readUInt16LE(0x3a);
  const count = bytes.readUInt16LE(0x3c);
  const header = (index: number) =>
    bytes.subarray(table + index * size, table + (index + 1) * size);
  const names = Number(header(bytes.readUInt16LE(0x3e)).readBigUInt64LE(0x18));
  const nameOf = (section: Buffer) => {
    const start = names + section.readUInt32LE(0);
    return bytes.toString('latin1', start, bytes.indexOf(0, start));
  };
  return {
    type: bytes.readUInt16LE(0x10),
    machine: bytes.readUInt16LE(0x12),
    sections: Array.from({ length: count }, (_, index) => nameOf(header(index))),
  };
}
