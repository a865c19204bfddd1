import { csvRecordsOf } from "../csv";
import { linesOf } from "./lines";

/** Takes items from a stream by the batch, so that work on each of a million needs no waiting in between. */
export interface Batches<T> {
  /** The next `count` items; fewer at the end, none after it. */
  take(count: number): Promise<T[]>;
}

/** Lines as bytes, exactly as they stand. */
export function byteLines(stream: AsyncIterable<Uint8Array>): Batches<Uint8Array> {
  return batches(
    (async function* () {
      let lines: Uint8Array[] = [];
      for await (const line of linesOf(stream)) {
        lines.push(line);
        if (lines.length === 256) {
          yield lines;
          lines = [];
        }
      }
      yield lines;
    })(),
  );
}

/** Lines as text. Throws on invalid UTF-8. */
export function textLines(stream: AsyncIterable<Uint8Array>): Batches<string> {
  return batches(linesOfText(stream));
}

/** Records of a CSV file with their line ends. Throws on invalid UTF-8. */
export function csvBatches(stream: AsyncIterable<Uint8Array>): Batches<string> {
  return batches(csvRecordsOf(linesOfText(stream)));
}

async function* linesOfText(stream: AsyncIterable<Uint8Array>): AsyncGenerator<string[]> {
  const decoder = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });
  let rest = "";
  for await (const part of stream) {
    const lines = (rest + decoder.decode(part, { stream: true })).split("\n");
    rest = lines.pop() ?? "";
    if (lines.length > 0) yield lines;
  }
  rest += decoder.decode();
  if (rest !== "") yield [rest];
}

function batches<T>(source: AsyncGenerator<T[]>): Batches<T> {
  let held: T[] = [];
  let at = 0;
  return {
    async take(count) {
      const taken: T[] = [];
      while (taken.length < count) {
        if (at === held.length) {
          const { done, value } = await source.next();
          if (done) break;
          held = value;
          at = 0;
        }
        const end = Math.min(held.length, at + count - taken.length);
        for (; at < end; at++) taken.push(held[at] as T);
      }
      return taken;
    },
  };
}
