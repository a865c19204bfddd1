import { z } from "zod";
import { line } from "@/lib/platform/text";

export const WebhookStatus = z.enum(["active", "disabled"]);
export type WebhookStatus = z.infer<typeof WebhookStatus>;
export const webhookStatusLabels: Record<WebhookStatus, string> = { active: "Active", disabled: "Disabled" };

function withoutUser(url: string): string {
  const parsed = new URL(url);
  parsed.username = "";
  parsed.password = "";
  return parsed.href;
}

export const webhookInput = z.object({ id: z.uuid() });
export const createWebhookInput = z.object({
  name: line(80, "Name the system that receives the events."),
  url: z
    .url({ protocol: /^https?$/, error: "Enter an address that begins with https://." })
    .max(500)
    .refine(
      (url) => !URL.canParse(url) || new URL(url).href === withoutUser(url),
      "Leave name and password out of the address.",
    ),
});
