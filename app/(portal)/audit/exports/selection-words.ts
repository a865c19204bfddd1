import type { listExports } from "@/lib/audit/export/queries";

type Found = Pick<Awaited<ReturnType<typeof listExports>>[number], "selection" | "size">;

const names: Record<string, string> = {
  actorId: "actor",
  controlId: "control",
  crud: "kind of act",
  requestId: "request",
  resourceId: "resource",
  resourceType: "resource type",
  riskLevel: "risk",
  sessionId: "session",
  to: "until",
};

/** What an export holds: "The whole log", "Indexes 3–12", "Events with action policy., outcome denied". */
export function selectionWords({ selection, size }: Found): string {
  if (selection.kind === "range") {
    const { first, count } = selection;
    return first === 0n && count === size ? "The whole log" : `Indexes ${first}–${first + count - 1n}`;
  }
  const parts = Object.entries(selection.filter).map(([name, value]) => `${names[name] ?? name} ${value}`);
  return `Events with ${parts.join(", ")}`;
}
