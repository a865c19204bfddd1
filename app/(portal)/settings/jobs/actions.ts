"use server";

import { defineAction } from "@/lib/platform/http/define-action";
import { retryJob } from "@/lib/platform/jobs/operations";

export const retryJobAction = defineAction(retryJob, { message: "Started anew. The new run appears in the list." });
