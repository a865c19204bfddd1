/** The lines of a byte stream, without their newline; what follows the last newline counts as a line if not empty. */
export async function* linesOf(stream: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  let held: Uint8Array[] = [];
  for await (const part of stream) {
    let from = 0;
    for (let at = part.indexOf(10); at >= 0; at = part.indexOf(10, from)) {
      const end = part.subarray(from, at);
      yield held.length === 0 ? end : joined([...held, end]);
      held = [];
      from = at + 1;
    }
    if (from < part.length) held.push(part.subarray(from));
  }
  if (held.length > 0) yield joined(held);
}

function joined(parts: readonly Uint8Array[]): Uint8Array {
  const all = new Uint8Array(parts.reduce((length, part) => length + part.length, 0));
  let at = 0;
  for (const part of parts) {
    all.set(part, at);
    at += part.length;
  }
  return all;
}
