import { readEvent } from "@/lib/audit/explorer/queries";
import { eventDetailWire } from "@/lib/audit/explorer/wire";
import { defineRoute } from "@/lib/platform/http/define-route";

export const GET = defineRoute(readEvent, { toOutput: eventDetailWire });
