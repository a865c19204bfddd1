/**
 * The records of a ZIP file (PKWARE APPNOTE 6.3) whose entries are known before they are written: no data descriptors, and
 * ZIP64 fields only where 32 bits do not hold a number. All entries are dated 1980-01-01. Pure.
 */
export interface ZipEntryFacts {
  name: string;
  /** CRC-32 of the uncompressed bytes. */
  crc: number;
  size: number;
  packed: number;
  deflated: boolean;
}

const limit32 = 0xffffffff;
const limit16 = 0xffff;
/** 1980-01-01 00:00 as MS-DOS wrote it; the same bytes whatever the clock and zone of the machine. */
const dosTime = 0;
const dosDate = 0x21;
const utf8Names = 0x800;

export function localHeader({ name, crc, size, packed, deflated }: ZipEntryFacts): Buffer {
  const wide = size >= limit32 || packed >= limit32;
  const extra = wide ? wideField([size, packed]) : Buffer.alloc(0);
  const header = Buffer.alloc(30);
  header.writeUInt32LE(0x04034b50, 0);
  common(header, 4, { wide, deflated, crc });
  header.writeUInt32LE(wide ? limit32 : packed, 18);
  header.writeUInt32LE(wide ? limit32 : size, 22);
  header.writeUInt16LE(Buffer.byteLength(name), 26);
  header.writeUInt16LE(extra.length, 28);
  return Buffer.concat([header, Buffer.from(name), extra]);
}

export function centralHeader({ name, crc, size, packed, deflated }: ZipEntryFacts, offset: number): Buffer {
  const wide = size >= limit32 || packed >= limit32 || offset >= limit32;
  const extra = wide ? wideField([size, packed, offset]) : Buffer.alloc(0);
  const header = Buffer.alloc(46);
  header.writeUInt32LE(0x02014b50, 0);
  header.writeUInt16LE((3 << 8) | (wide ? 45 : 20), 4); // made on Unix, so that the mode below counts
  common(header, 6, { wide, deflated, crc });
  header.writeUInt32LE(wide ? limit32 : packed, 20);
  header.writeUInt32LE(wide ? limit32 : size, 24);
  header.writeUInt16LE(Buffer.byteLength(name), 28);
  header.writeUInt16LE(extra.length, 30);
  header.writeUInt32LE((0o100644 << 16) >>> 0, 38);
  header.writeUInt32LE(wide ? limit32 : offset, 42);
  return Buffer.concat([header, Buffer.from(name), extra]);
}

/** What ends the file: the central directory of `count` entries and `length` bytes stands at `offset`. */
export function endRecords(count: number, length: number, offset: number): Buffer {
  const wide = count >= limit16 || length >= limit32 || offset >= limit32;
  const end = Buffer.alloc(22);
  end.writeUInt32LE(0x06054b50, 0);
  end.writeUInt16LE(wide ? limit16 : count, 8);
  end.writeUInt16LE(wide ? limit16 : count, 10);
  end.writeUInt32LE(wide ? limit32 : length, 12);
  end.writeUInt32LE(wide ? limit32 : offset, 16);
  if (!wide) return end;
  const end64 = Buffer.alloc(56);
  end64.writeUInt32LE(0x06064b50, 0);
  end64.writeBigUInt64LE(44n, 4);
  end64.writeUInt16LE((3 << 8) | 45, 12);
  end64.writeUInt16LE(45, 14);
  end64.writeBigUInt64LE(BigInt(count), 24);
  end64.writeBigUInt64LE(BigInt(count), 32);
  end64.writeBigUInt64LE(BigInt(length), 40);
  end64.writeBigUInt64LE(BigInt(offset), 48);
  const locator = Buffer.alloc(20);
  locator.writeUInt32LE(0x07064b50, 0);
  locator.writeBigUInt64LE(BigInt(offset + length), 8);
  locator.writeUInt32LE(1, 16);
  return Buffer.concat([end64, locator, end]);
}

function common(
  header: Buffer,
  at: number,
  { wide, deflated, crc }: { wide: boolean; deflated: boolean; crc: number },
) {
  header.writeUInt16LE(wide ? 45 : 20, at);
  header.writeUInt16LE(utf8Names, at + 2);
  header.writeUInt16LE(deflated ? 8 : 0, at + 4);
  header.writeUInt16LE(dosTime, at + 6);
  header.writeUInt16LE(dosDate, at + 8);
  header.writeUInt32LE(crc, at + 10);
}

/** The ZIP64 field: readers take from it, in this order, each number whose 32 bits are all ones. */
function wideField(numbers: readonly number[]): Buffer {
  const field = Buffer.alloc(4 + 8 * numbers.length);
  field.writeUInt16LE(1, 0);
  field.writeUInt16LE(8 * numbers.length, 2);
  for (const [i, number] of numbers.entries()) field.writeBigUInt64LE(BigInt(number), 4 + 8 * i);
  return field;
}
