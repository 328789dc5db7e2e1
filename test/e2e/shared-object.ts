import { machines } from './elf.ts';

/** What a shared object says of itself to the loader. */
export interface SharedObject {
  readonly needs: readonly string[];
  readonly runpath?: string;
  readonly machine?: number;
}

/** Tags of the dynamic section. Source: https://refspecs.linuxfoundation.org/elf/gabi4+/ch5.dynamic.html */
const tags = { needed: 1, hash: 4, strings: 5, symbols: 6, stringsSize: 10, symbolSize: 11 };
const runpathTag = 29;
const headerSize = 64;
const segmentSize = 56;
const symbolSize = 24;
const page = 0x10000;

const machine = process.arch === 'arm64' ? machines.arm64 : machines.amd64;

/** The bytes of a library without code, which the loader reads as any other: no compiler is needed. */
export function sharedObject(object: SharedObject): Buffer {
  const names = ['', ...object.needs, object.runpath ?? ''];
  const strings = Buffer.from(`${names.join('\0')}\0`);
  const offsetOf = (index: number) =>
    Buffer.byteLength(names.slice(0, index).join('\0')) + (index > 0 ? 1 : 0);
  // One bucket, one symbol: the one without a name.
  const hash = words([1, 1, 0, 0]);
  const start = headerSize + 3 * segmentSize;
  const at = {
    symbols: start,
    hash: start + symbolSize,
    strings: start + symbolSize + hash.length,
  };
  const dynamicAt = Math.ceil((at.strings + strings.length) / 8) * 8;
  const dynamic = [
    ...object.needs.map((_, index) => [tags.needed, offsetOf(index + 1)]),
    ...(object.runpath ? [[runpathTag, offsetOf(names.length - 1)]] : []),
    [tags.hash, at.hash],
    [tags.strings, at.strings],
    [tags.symbols, at.symbols],
    [tags.stringsSize, strings.length],
    [tags.symbolSize, symbolSize],
    [0, 0],
  ].map((entry) => longs(entry));
  const dynamicSize = 16 * dynamic.length;
  const size = dynamicAt + dynamicSize;
  return Buffer.concat([
    header(object.machine ?? machine),
    segment(1, 6, 0, size, page),
    segment(2, 6, dynamicAt, dynamicSize, 8),
    segment(0x6474e551, 6, 0, 0, 16),
    Buffer.alloc(symbolSize),
    hash,
    strings,
    Buffer.alloc(dynamicAt - at.strings - strings.length),
    ...dynamic,
  ]);
}

function header(of: number): Buffer {
  const bytes = Buffer.alloc(headerSize);
  bytes.write('\x7fELF\x02\x01\x01', 'latin1');
  bytes.writeUInt16LE(3, 16);
  bytes.writeUInt16LE(of, 18);
  bytes.writeUInt32LE(1, 20);
  bytes.writeUInt32LE(headerSize, 32);
  for (const [index, value] of [headerSize, segmentSize, 3, 64].entries())
    bytes.writeUInt16LE(value, 52 + 2 * index);
  return bytes;
}

function segment(type: number, flags: number, offset: number, size: number, alignment: number) {
  return Buffer.concat([
    words([type, flags]),
    longs([offset, offset, offset, size, size, alignment]),
  ]);
}

function words(values: readonly number[]): Buffer {
  return Buffer.from(Uint32Array.from(values).buffer);
}

function longs(values: readonly number[]): Buffer {
  return Buffer.from(BigUint64Array.from(values.map(BigInt)).buffer);
}
