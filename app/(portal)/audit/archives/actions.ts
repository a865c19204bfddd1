"use server";

import { approveArchive, refuseArchive, requestArchive } from "@/lib/audit/archive/decide";
import { proposeArchives } from "@/lib/audit/archive/propose";
import { defineAction } from "@/lib/platform/http/define-action";

export const proposeArchivesAction = defineAction(proposeArchives, {
  message: "Listed. Nothing is moved until two people agree.",
});
export const requestArchiveAction = defineAction(requestArchive, {
  message: "Requested. Nothing is moved until somebody else approves.",
});
export const approveArchiveAction = defineAction(approveArchive, {
  message: "Approved. The portal bundles the month, verifies the bundle and then moves the events.",
});
export const refuseArchiveAction = defineAction(refuseArchive, { message: "Refused. Nothing was moved." });
