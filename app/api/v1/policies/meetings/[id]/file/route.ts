import { defineRoute } from "@/lib/platform/http/define-route";
import { fileResponse } from "@/lib/platform/http/file-response";
import { meetingList } from "@/lib/policies/meetings/meeting-list";

/** The signed list as it was stored, verified first; always an attachment. */
export const GET = defineRoute(meetingList, {
  toInput: ({ id }) => ({ attendanceId: id }),
  respond: ({ object, fileName, mediaType }) => fileResponse(object, fileName, mediaType),
});
