// Removes symbols and debug information from a program, like binutils' strip, which the toolchain
// image doesn't have: node hardening/build/strip.mjs FILE
import { ftruncateSync, openSync, readSync, writeSync } from 'node:fs';

const path = process.argv[2];
const file = openSync(path, 'r+');

function read(offset, length) {
  const bytes = Buffer.alloc(length);
  readSync(file, bytes, 0, length, offset);
  return bytes;
}

const header = read(0, 64);
if (header.toString('latin1', 0, 6) !== '\x7fELF\x02\x01') {
  console.error(`${path} isn't a 64-bit ELF program.`);
  process.exit(1);
}

/** The rows of a table: the header has its offset at one place, and row size and count at another. */
function rows(offsetAt, sizeAt) {
  const size = header.readUInt16LE(sizeAt);
  const table = read(Number(header.readBigUInt64LE(offsetAt)), size * header.readUInt16LE(sizeAt + 2));
  return Array.from({ length: table.length / size }, (_, i) => table.subarray(i * size, (i + 1) * size));
}

// The program itself is in segments. Other sections are for debuggers; the table of names stays.
const segments = rows(32, 54);
const end = Math.max(...segments.map((s) => Number(s.readBigUInt64LE(8) + s.readBigUInt64LE(32))));
const sections = rows(40, 58);
const names = sections[header.readUInt16LE(62)];
const isLoaded = (section) => (section.readUInt32LE(8) & 2) !== 0;
const kept = sections.filter((section, i) => i === 0 || section === names || isLoaded(section));
const placeOf = (index) => Math.max(kept.indexOf(sections[index]), 0);

const text = read(Number(names.readBigUInt64LE(24)), Number(names.readBigUInt64LE(32)));
for (const section of kept) {
  section.writeUInt32LE(placeOf(section.readUInt32LE(40)), 40);
  const hasInfoLink = (section.readUInt32LE(8) & 0x40) !== 0;
  if (hasInfoLink) section.writeUInt32LE(placeOf(section.readUInt32LE(44)), 44);
}
names.writeBigUInt64LE(BigInt(end), 24);
const table = Math.ceil((end + text.length) / 8) * 8;
header.writeBigUInt64LE(BigInt(table), 40);
header.writeUInt16LE(kept.length, 60);
header.writeUInt16LE(kept.indexOf(names), 62);

ftruncateSync(file, end);
writeSync(file, text, 0, text.length, end);
writeSync(file, Buffer.concat(kept), 0, undefined, table);
writeSync(file, header, 0, header.length, 0);
