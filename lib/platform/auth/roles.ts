import { z } from "zod";

export const role = z.enum([
  "employee",
  "customer",
  "support_agent",
  "support_manager",
  "privacy_officer",
  "compliance_officer",
  "policy_author",
  "policy_approver",
  "executive",
  "auditor",
  "admin",
]);
export type Role = z.infer<typeof role>;

export const roleLabel: Record<Role, string> = {
  employee: "Employee",
  customer: "Customer",
  support_agent: "Support agent",
  support_manager: "Support manager",
  privacy_officer: "Privacy officer",
  compliance_officer: "Compliance officer",
  policy_author: "Policy author",
  policy_approver: "Policy approver",
  executive: "Executive",
  auditor: "Auditor",
  admin: "Administrator",
};
