import { mayDo } from "@/lib/platform/auth/actor-types";
import { defineRoute } from "@/lib/platform/http/define-route";
import { receiveMeetingList, storeMeetingList } from "@/lib/policies/meetings/meeting-list";

/** The bytes of one PDF or photograph as the body, its name in `?name=`. */
export const POST = defineRoute(storeMeetingList, {
  status: 201,
  async read(request, actor) {
    // Not a byte is taken from somebody who may not record meetings; the command then refuses and records it.
    if (!mayDo(actor, "policy:meeting")) return {};
    return receiveMeetingList(request, new URL(request.url).searchParams.get("name") ?? "list");
  },
  toOutput: ({ objectId, sha256, size, fileName, mediaType }) => ({
    object_id: objectId,
    sha256,
    size,
    file_name: fileName,
    media_type: mediaType,
  }),
});
