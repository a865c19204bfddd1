import "server-only";
import { z } from "zod";

const bytes = z.instanceof(Uint8Array<ArrayBufferLike>);

/** Bytes that lie in the object store already, and what to call them. The id stands in the text. */
export const receivedFile = z.object({
  id: z.uuid(),
  storageKey: z.string().min(1),
  wrappedKey: bytes,
  sha256: z.string().length(64),
  size: z.bigint(),
  fileName: z.string().min(1).max(200),
  mediaType: z.string().min(1).max(200),
});
export type ReceivedFile = z.output<typeof receivedFile>;

/** Where a file of a policy is read, and what a text that shows it says. */
export const fileAddress = (id: string) => `/api/v1/policies/files/${id}`;
