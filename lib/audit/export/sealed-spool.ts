import "server-only";
import { createCipheriv, createDecipheriv, createSecretKey, randomBytes } from "node:crypto";
import { mkdir, open, unlink } from "node:fs/promises";
import path from "node:path";

export interface Segment {
  number: number;
  offset: number;
  /** Of the ciphertext with its tag. */
  length: number;
}

const algorithm = "aes-256-gcm";

/**
 * A file for what is on its way, in pieces that can be read back in any order. Each is AES-256-GCM under a key that is only
 * in this process's memory: what a kill leaves behind can be read by nobody.
 */
export class SealedSpool {
  private readonly key = createSecretKey(randomBytes(32));
  private end = 0;
  private count = 0;
  private last: Promise<unknown> = Promise.resolve();

  private constructor(
    private readonly file: string,
    private readonly handle: Awaited<ReturnType<typeof open>>,
  ) {}

  static async create(folder: string, name: string): Promise<SealedSpool> {
    await mkdir(folder, { recursive: true, mode: 0o700 });
    const file = path.join(folder, `${name}.${randomBytes(8).toString("hex")}`);
    return new SealedSpool(file, await open(file, "wx+", 0o600));
  }

  append(plain: Uint8Array): Segment {
    const number = this.count++;
    const cipher = createCipheriv(algorithm, this.key, nonceOf(number));
    const sealed = Buffer.concat([cipher.update(plain), cipher.final(), cipher.getAuthTag()]);
    const segment = { number, offset: this.end, length: sealed.length };
    this.end += sealed.length;
    this.last = this.last.then(() => this.write(sealed, segment.offset));
    this.last.catch(() => undefined);
    return segment;
  }

  /** All that was appended is in the file; rejects when one could not be written, such as on a full disk. */
  async settled(): Promise<void> {
    await this.last;
  }

  async read({ number, offset, length }: Segment): Promise<Buffer> {
    await this.last;
    const sealed = Buffer.allocUnsafe(length);
    const { bytesRead } = await this.handle.read(sealed, 0, length, offset);
    if (bytesRead !== length) throw new RangeError("What was put aside is gone.");
    const decipher = createDecipheriv(algorithm, this.key, nonceOf(number), { authTagLength: 16 });
    decipher.setAuthTag(sealed.subarray(length - 16));
    return Buffer.concat([decipher.update(sealed.subarray(0, length - 16)), decipher.final()]);
  }

  async discard(): Promise<void> {
    await this.last.catch(() => undefined);
    await this.handle.close().catch(() => undefined);
    await unlink(this.file).catch(() => undefined);
  }

  private async write(block: Buffer, offset: number): Promise<void> {
    for (let at = 0; at < block.length; ) {
      at += (await this.handle.write(block, at, block.length - at, offset + at)).bytesWritten;
    }
  }
}

/** One key, one counter: never the same nonce twice. */
function nonceOf(number: number): Buffer {
  const nonce = Buffer.alloc(12);
  nonce.writeUIntBE(number, 6, 6);
  return nonce;
}
