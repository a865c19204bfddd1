import { defineRoute } from "@/lib/platform/http/define-route";
import { fileResponse } from "@/lib/platform/http/file-response";
import { assertListIntact } from "@/lib/policies/meetings/check-list";
import { meetingList } from "@/lib/policies/meetings/meeting-list";

/** The signed list, after its bytes were found to be what the trail says was handed in; always an attachment. */
export const GET = defineRoute(meetingList, {
  before: assertListIntact,
  toInput: ({ id }) => ({ attendanceId: id }),
  respond: ({ object, fileName, mediaType }) => fileResponse(object, fileName, mediaType),
});
