"use server";

import { defineAction } from "@/lib/platform/http/define-action";
import { retryJob, runJob } from "@/lib/platform/jobs/operations";

export const runJobAction = defineAction(runJob, { message: "Started. Its run appears below in a moment." });
export const retryJobAction = defineAction(retryJob, { message: "Started anew. The new run appears in the list." });
