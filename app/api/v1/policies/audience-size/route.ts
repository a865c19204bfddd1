import { z } from "zod";
import { defineRoute } from "@/lib/platform/http/define-route";
import { audienceCount } from "@/lib/policies/queries/audience-count";
import { audienceWire, toAudience } from "@/lib/policies/writing/draft-wire";

const body = z.object({ audience: audienceWire });

/** How many people an audience reaches today. Nothing is changed; POST because an audience does not fit an address. */
export const POST = defineRoute(audienceCount, {
  body,
  toInput: (wire) => ({ audience: toAudience((wire as z.output<typeof body>).audience) }),
  response: z.object({ people: z.number().int() }),
});
