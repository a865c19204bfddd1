import "server-only";
import type { Contributions } from "@/lib/platform/contribution";
import { dataSources as policies } from "@/lib/policies/contributions";
import { dataSources as privacy } from "@/lib/privacy/contributions";
import { dataSources as support } from "@/lib/support/contributions";

/** What each domain offers the others; handed as an argument to the job or command that needs it. */
export const contributions: Contributions = { dataSources: [...privacy, ...support, ...policies] };
