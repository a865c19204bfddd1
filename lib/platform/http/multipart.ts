import "server-only";
import { AppError } from "../errors";

const largestHead = 16 * 1024;
const mostParts = 100;
const lineBreak = Buffer.from("\r\n");
const headEnd = Buffer.from("\r\n\r\n");

export type Part = {
  name: string;
  /** Null for a plain field. */
  fileName: string | null;
  /** The part's bytes as they arrive; must be read to its end before the next part. */
  bytes: AsyncGenerator<Buffer>;
};

/**
 * The parts of a multipart/form-data body (RFC 7578) as they arrive, in constant memory: at most one chunk of the network and a part's
 * head are held.
 * @throws AppError malformed when the body is not what its content type claims, unsupported for another content type
 */
export async function* multipartOf(request: Request): AsyncGenerator<Part> {
  const boundary = /^multipart\/form-data\b.*;\s*boundary="?([\w'()+,./:=? -]{1,70})"?/i.exec(
    request.headers.get("content-type") ?? "",
  )?.[1];
  if (!boundary) throw new AppError("unsupported", "Send the body as multipart/form-data with a boundary.");
  const delimiter = Buffer.from(`\r\n--${boundary}`);
  const input = new Input(request.body ?? []);
  // The first delimiter has no line break before it.
  input.prepend(lineBreak);
  for await (const _ of input.until(delimiter)); // What stands before the first part is ignored.
  for (let parts = 0; ; parts += 1) {
    const mark = (await input.take(2)).toString("latin1");
    if (mark === "--") return;
    if (mark !== "\r\n" || parts === mostParts) throw malformed();
    const head = (await input.whole(headEnd, largestHead)).toString("utf8");
    const disposition = /^content-disposition:\s*form-data\b(.*)$/im.exec(head)?.[1] ?? "";
    const name = parameter(disposition, "name");
    if (name === null) throw malformed();
    const bytes = input.until(delimiter);
    yield { name, fileName: parameter(disposition, "filename"), bytes };
    for await (const _ of bytes); // What nobody read.
  }
}

/** The text of a plain field. @throws AppError too_large */
export async function textOf(part: Part, largest = 64 * 1024): Promise<string> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of part.bytes) {
    size += chunk.length;
    if (size > largest) throw new AppError("too_large", `The field ${part.name} is longer than ${largest / 1024} KiB.`);
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString("utf8");
}

/** Browsers escape a quote as %22 and leave backslashes alone. */
function parameter(disposition: string, name: string): string | null {
  const value = new RegExp(`;\\s*${name}="([^"]*)"`, "i").exec(disposition)?.[1];
  return value === undefined ? null : value.replaceAll("%22", '"').replaceAll("%0D", "").replaceAll("%0A", "");
}

const malformed = () => new AppError("malformed", "The multipart body could not be read. Nothing was stored.");

/** A stream of chunks that can be read up to a mark. */
class Input {
  private held: Buffer = Buffer.alloc(0);
  private readonly source: AsyncIterator<Uint8Array> | Iterator<Uint8Array>;

  constructor(source: AsyncIterable<Uint8Array> | Iterable<Uint8Array>) {
    this.source = Symbol.asyncIterator in source ? source[Symbol.asyncIterator]() : source[Symbol.iterator]();
  }

  prepend(bytes: Buffer): void {
    this.held = Buffer.concat([bytes, this.held]);
  }

  private async next(): Promise<Buffer> {
    const { value, done } = await this.source.next();
    if (done) throw malformed();
    return Buffer.from(value.buffer, value.byteOffset, value.byteLength);
  }

  private async more(): Promise<void> {
    const chunk = await this.next();
    this.held = this.held.length === 0 ? chunk : Buffer.concat([this.held, chunk]);
  }

  async take(length: number): Promise<Buffer> {
    while (this.held.length < length) await this.more();
    const taken = this.held.subarray(0, length);
    this.held = this.held.subarray(length);
    return taken;
  }

  async whole(mark: Buffer, largest: number): Promise<Buffer> {
    const chunks: Buffer[] = [];
    let size = 0;
    for await (const chunk of this.until(mark)) {
      size += chunk.length;
      if (size > largest) throw malformed();
      chunks.push(chunk);
    }
    return Buffer.concat(chunks);
  }

  /** Everything before the mark, which is taken away as well. */
  async *until(mark: Buffer): AsyncGenerator<Buffer> {
    for (;;) {
      const at = this.held.indexOf(mark);
      if (at >= 0) {
        const before = this.held.subarray(0, at);
        this.held = this.held.subarray(at + mark.length);
        if (before.length > 0) yield before;
        return;
      }
      // The mark may have begun at the end of what is here.
      const overlap = mark.length - 1;
      const sure = this.held.length - overlap;
      if (sure > 0) {
        const before = this.held.subarray(0, sure);
        this.held = this.held.subarray(sure);
        yield before;
      }
      const chunk = await this.next();
      // Only the seam is copied, not the chunk.
      if (chunk.length >= overlap && Buffer.concat([this.held, chunk.subarray(0, overlap)]).indexOf(mark) < 0) {
        const before = this.held;
        this.held = chunk;
        if (before.length > 0) yield before;
      } else {
        this.held = Buffer.concat([this.held, chunk]);
      }
    }
  }
}
