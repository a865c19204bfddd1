import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { multipartOf, textOf } from "./multipart";

/** A request whose body arrives in pieces of the given size. */
function arriving(body: Buffer, size: number, contentType = "multipart/form-data; boundary=xyz"): Request {
  const stream = new ReadableStream<Uint8Array>({
    start(controller) {
      for (let at = 0; at < body.length; at += size) controller.enqueue(body.subarray(at, at + size));
      controller.close();
    },
  });
  return new Request("http://localhost/", {
    method: "POST",
    body: stream,
    headers: { "content-type": contentType },
    duplex: "half",
  } as RequestInit);
}

async function read(request: Request) {
  const parts: { name: string; fileName: string | null; bytes: Buffer }[] = [];
  for await (const part of multipartOf(request)) {
    const chunks: Buffer[] = [];
    for await (const chunk of part.bytes) chunks.push(chunk);
    parts.push({ name: part.name, fileName: part.fileName, bytes: Buffer.concat(chunks) });
  }
  return parts;
}

const encode = async (form: FormData) => {
  const request = new Request("http://localhost/", { method: "POST", body: form });
  return { body: Buffer.from(await request.arrayBuffer()), type: request.headers.get("content-type") ?? "" };
};

describe("multipart/form-data", () => {
  it("gives back what a browser sends, however it is cut up", async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.record({ text: fc.string({ unit: "binary" }), bytes: fc.uint8Array({ maxLength: 300 }) }), {
          maxLength: 4,
        }),
        fc.integer({ min: 1, max: 90 }),
        async (rows, size) => {
          const form = new FormData();
          for (const [at, { text, bytes }] of rows.entries()) {
            form.append(`text${at}`, text);
            form.append(`file${at}`, new Blob([new Uint8Array(bytes)]), `report "${at}".bin`);
          }
          const { body, type } = await encode(form);
          const parts = await read(arriving(body, size, type));
          // FormData itself makes line breaks and lone surrogates uniform.
          const expected = rows.flatMap(({ text, bytes }, at) => [
            { name: `text${at}`, fileName: null, bytes: Buffer.from(text.toWellFormed().replace(/\r\n?|\n/g, "\r\n")) },
            { name: `file${at}`, fileName: `report "${at}".bin`, bytes: Buffer.from(bytes) },
          ]);
          expect(parts).toEqual(expected);
        },
      ),
      { numRuns: 25 },
    );
  });

  it("takes bytes that look like the boundary and are not", async () => {
    const body = Buffer.from(
      '--xyz\r\nContent-Disposition: form-data; name="f"; filename="a"\r\n\r\n\r\n--xy\r\n-xyz\r\n--xyz--\r\n',
    );
    expect(await read(arriving(body, 3))).toEqual([
      { name: "f", fileName: "a", bytes: Buffer.from("\r\n--xy\r\n-xyz") },
    ]);
  });

  it("skips what nobody reads", async () => {
    const form = new FormData();
    form.append("a", "1".repeat(500));
    form.append("b", "2");
    const { body, type } = await encode(form);
    const names: string[] = [];
    for await (const { name } of multipartOf(arriving(body, 7, type))) names.push(name);
    expect(names).toEqual(["a", "b"]);
  });

  it.each([
    ["no parts and no end", "hello"],
    ["cut off in a part", '--xyz\r\nContent-Disposition: form-data; name="f"\r\n\r\nhel'],
    ["without a name", "--xyz\r\nContent-Type: text/plain\r\n\r\nx\r\n--xyz--"],
    [
      "a head without end",
      `--xyz\r\nContent-Disposition: form-data; name="f"; x="${"y".repeat(20_000)}"\r\n\r\nx\r\n--xyz--`,
    ],
  ])("refuses a body with %s", async (_, text) => {
    await expect(read(arriving(Buffer.from(text), 64))).rejects.toMatchObject({ code: "malformed" });
  });

  it("refuses another content type, and a field that is too long", async () => {
    await expect(read(arriving(Buffer.from("x"), 1, "text/plain"))).rejects.toMatchObject({ code: "unsupported" });
    const form = new FormData();
    form.append("a", "1".repeat(2000));
    const { body, type } = await encode(form);
    const parts = multipartOf(arriving(body, 100, type));
    const { value } = await parts.next();
    await expect(textOf(value as never, 1024)).rejects.toMatchObject({ code: "too_large" });
  });
});
