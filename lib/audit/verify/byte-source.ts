/** Something that can be read from anywhere: a file, or what was dropped on a page. */
export interface ByteSource {
  readonly size: number;
  /** Exactly `length` bytes from `offset`. Rejects when there are not that many. */
  read(offset: number, length: number): Promise<Uint8Array<ArrayBuffer>>;
}

export function blobSource(blob: Blob): ByteSource {
  return {
    size: blob.size,
    async read(offset, length) {
      const bytes = new Uint8Array(await blob.slice(offset, offset + length).arrayBuffer());
      if (bytes.length !== length) throw new RangeError("The file ends too early.");
      return bytes;
    },
  };
}

/** All bytes of a stream in one array; refuses more than `limit`, which a small file of a package never needs. */
export async function collect(stream: AsyncIterable<Uint8Array>, limit: number): Promise<Uint8Array> {
  const parts: Uint8Array[] = [];
  let length = 0;
  for await (const part of stream) {
    length += part.length;
    if (length > limit) throw new RangeError("The file is larger than it can be.");
    parts.push(part);
  }
  const all = new Uint8Array(length);
  let at = 0;
  for (const part of parts) {
    all.set(part, at);
    at += part.length;
  }
  return all;
}
