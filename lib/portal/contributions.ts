import "server-only";
import { dataSources as audit, collectors as auditCollectors } from "@/lib/audit/contributions";
import type { Contributions } from "@/lib/platform/contribution";
import { dataSources as policies, collectors as policyCollectors, reportCounters } from "@/lib/policies/contributions";
import { dataSources as privacy, collectors as privacyCollectors } from "@/lib/privacy/contributions";
import { dataSources as support, collectors as supportCollectors } from "@/lib/support/contributions";

/** What each domain offers the others; handed as an argument to the job or command that needs it. */
export const contributions: Contributions = {
  dataSources: [...privacy, ...support, ...policies, ...audit],
  collectors: [...auditCollectors, ...policyCollectors, ...privacyCollectors, ...supportCollectors],
  reportCounters,
};
