import { proveConsistency } from "@/lib/audit/follow/consistency";
import { defineRoute } from "@/lib/platform/http/define-route";

export const GET = defineRoute(proveConsistency);
