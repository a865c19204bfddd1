import { z } from "zod";
import { paragraph } from "@/lib/platform/text";

export const proposeClosingInput = z.object({
  reason: paragraph(1_000, "Say what happened and why the log cannot be continued."),
});

export const decideClosingInput = z.object({ id: z.uuid() });
