import "server-only";
import { Readable } from "node:stream";
import type { ClientBase, Connection, Submittable } from "pg";

type Wire = Connection & {
  stream: NodeJS.ReadWriteStream & { writableNeedDrain: boolean };
  query(text: string): void;
  sendCopyFromChunk(chunk: Uint8Array): void;
  endCopyFrom(): void;
  sendCopyFail(message: string): void;
};

/** The rows of `copy … to stdout` as the server sends them; reads no further than they are taken. */
class CopyOut extends Readable implements Submittable {
  private wire: Wire | null = null;

  constructor(private readonly text: string) {
    super();
  }
  submit(connection: Connection) {
    this.wire = connection as Wire;
    this.wire.query(this.text);
  }
  handleCopyData({ chunk }: { chunk: Buffer }) {
    // The parser uses its buffer again.
    if (!this.push(Buffer.from(chunk))) this.wire?.stream.pause();
  }
  override _read() {
    this.wire?.stream.resume();
  }
  handleError(error: Error) {
    this.destroy(error);
  }
  handleCommandComplete() {}
  handleReadyForQuery() {
    this.push(null);
  }
}

/** Streams what a statement `copy … to stdout` yields. One at a time on a connection. */
export function copyOut(client: ClientBase, text: string): Readable {
  return client.query(new CopyOut(text));
}

class CopyIn implements Submittable {
  private failure: Error | null = null;
  private settle: { resolve(): void; reject(error: Error): void } = { resolve() {}, reject() {} };
  readonly done = new Promise<void>((resolve, reject) => {
    this.settle = { resolve, reject };
  });

  constructor(
    private readonly text: string,
    private readonly source: AsyncIterable<Uint8Array>,
  ) {
    this.done.catch(() => undefined);
  }
  submit(connection: Connection) {
    (connection as Wire).query(this.text);
  }
  handleCopyInResponse(connection: Connection) {
    void this.send(connection as Wire);
  }
  private async send(wire: Wire) {
    try {
      for await (const chunk of this.source) {
        wire.sendCopyFromChunk(chunk);
        if (wire.stream.writableNeedDrain) await new Promise((resolve) => wire.stream.once("drain", resolve));
      }
      wire.endCopyFrom();
    } catch (error) {
      this.failure = error as Error;
      wire.sendCopyFail("the source failed");
    }
  }
  handleError(error: Error) {
    this.failure ??= error;
  }
  handleCommandComplete() {}
  handleReadyForQuery() {
    if (this.failure) this.settle.reject(this.failure);
    else this.settle.resolve();
  }
}

/** Feeds a statement `copy … from stdin`, never faster than the server takes it. */
export async function copyIn(client: ClientBase, text: string, source: AsyncIterable<Uint8Array>): Promise<void> {
  await client.query(new CopyIn(text, source)).done;
}
