import { defineUpload } from "@/lib/platform/http/define-upload";
import { receiveMeetingList, storeMeetingList } from "@/lib/policies/meetings/meeting-list";

/** The bytes of one PDF or photograph as the body, its name in `?name=`. */
export const POST = defineUpload(storeMeetingList, (request, name) => receiveMeetingList(request, name ?? "list"));
