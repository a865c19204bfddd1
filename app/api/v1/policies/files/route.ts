import { z } from "zod";
import { mayDo } from "@/lib/platform/auth/actor-types";
import { defineRoute } from "@/lib/platform/http/define-route";
import { addPicture } from "@/lib/policies/files/add-picture";
import { discardBytes, receivePicture } from "@/lib/policies/files/receive";
import { fileAddress, receivedFile } from "@/lib/policies/files/received";

/** The bytes of one picture as the body, `?policy_id=` and `?name=` beside it. */
export const POST = defineRoute(addPicture, {
  status: 201,
  async read(request, actor) {
    // Not a byte is taken from somebody who may not write; the command then refuses and records it.
    if (!mayDo(actor, "policy:write")) return {};
    const { searchParams } = new URL(request.url);
    return { file: await receivePicture(request, searchParams.get("name") ?? "picture") };
  },
  async discard({ file }) {
    const known = receivedFile.safeParse(file);
    if (known.success) await discardBytes([known.data]);
  },
  toInput: ({ policy_id, file }) => ({ policyId: policy_id, file }),
  toOutput: ({ id, sha256, size, fileName, mediaType }) => ({
    id,
    url: fileAddress(id),
    sha256,
    size,
    file_name: fileName,
    media_type: mediaType,
  }),
  response: z.object({
    id: z.uuid(),
    url: z.string(),
    sha256: z.string(),
    size: z.number().int(),
    file_name: z.string(),
    media_type: z.string(),
  }),
});
