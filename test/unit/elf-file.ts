/** What an ELF file for a test is. */
export interface ElfFile {
  readonly type: 'fixed' | 'shared';
  readonly machine?: number;
  readonly bits?: 32 | 64;
  readonly order?: 'little' | 'big';
  readonly entry?: number;
  readonly namesLoader?: boolean;
  readonly soname?: boolean;
  readonly pie?: boolean;
}

/** The smallest file that has these properties (System V ABI, chapters 4 and 5). */
export function elfFile(of: ElfFile): Buffer {
  const { machine = 62, bits = 64, order = 'little', entry = 0 } = of;
  const wide = bits === 64;
  const file = Buffer.alloc(512);
  const put = (at: number, size: number, value: number) =>
    order === 'little' ? file.writeUIntLE(value, at, size) : file.writeUIntBE(value, at, size);
  const word = wide ? 6 : 4;
  const putWord = (at: number, value: number) =>
    put(wide && order === 'big' ? at + 2 : at, word, value);
  const width = wide ? 8 : 4;
  file.write('\x7fELF', 'latin1');
  file.set([wide ? 2 : 1, order === 'little' ? 1 : 2, 1], 4);
  put(16, 2, of.type === 'fixed' ? 2 : 3);
  put(18, 2, machine);
  putWord(24, entry);
  const heads = wide ? 64 : 52;
  const size = wide ? 56 : 32;
  putWord(24 + width, heads);
  const types = [...(of.namesLoader ? [3] : []), 1, 2];
  put(wide ? 54 : 42, 2, size);
  put(wide ? 56 : 44, 2, types.length);
  const tags: [number, number][] = [
    ...(of.soname ? [[14, 1] as [number, number]] : []),
    ...(of.pie ? [[0x6ffffffb, 0x08000001] as [number, number]] : []),
    [0, 0],
  ];
  for (const [index, type] of types.entries()) {
    const at = heads + index * size;
    put(at, 4, type);
    if (type !== 2) continue;
    putWord(at + (wide ? 8 : 4), 400);
    putWord(at + (wide ? 32 : 16), tags.length * 2 * width);
  }
  for (const [index, [tag, value]] of tags.entries()) {
    putWord(400 + index * 2 * width, tag);
    putWord(400 + index * 2 * width + width, value);
  }
  return file;
}
