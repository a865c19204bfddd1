import { type Permission, permissions } from "./permissions";

/** What a machine may be given. Acts that are a person's own (acknowledging, approving, answering a customer) are not here. */
export const keyPermissions = [
  "absence:read",
  "absence:record",
  "absence:record:any",
  "audit:ingest",
  "audit:report",
  "audit:stream",
  "dashboard:read",
  "evidence:collect",
  "log:follow",
  "log:read",
  "policy:status",
  "policy:write",
  "privacy:report",
  "request:create",
  "request:create:any",
  "support:report",
  "ticket:create",
  "ticket:set-tier",
  "training:read",
  "training:write",
] as const satisfies readonly Permission[];

export const keyPermissionChoices = keyPermissions.map((name) => ({
  value: name,
  label: name,
  description: permissions[name].sentence,
}));
