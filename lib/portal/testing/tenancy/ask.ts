import type { Actor } from "@/lib/platform/auth/actor-types";
import { isGranted, permissions } from "@/lib/platform/auth/permissions";
import { role } from "@/lib/platform/auth/roles";
import type { Operation } from "@/lib/platform/operation/context";
import { isTwin } from "./mirror";
import type { Outcome, Probe, Row, Side } from "./probes";
import type { TwoOrganizations } from "./setup";

export type Answer = { outcome: Outcome | string; text: string };

/** Asks as whoever has the permission in our organisation; `named` is whose rows the input names. */
export async function ask(two: TwoOrganizations, call: Operation, probe: Probe, named: Side): Promise<Answer> {
  const actor = actorFor(two, call, probe, named);
  const input = probe.kind === "foreign" ? probe.input(named, two.our) : probe.input(two.our);
  try {
    return { outcome: "done", text: textOf(await call(actor, input as never)) };
  } catch (error) {
    const { code, message, details } = error as { code?: string; message: string; details?: unknown };
    return { outcome: code ?? message, text: `${message} ${textOf(details)}` };
  }
}

function actorFor(two: TwoOrganizations, call: Operation, probe: Probe, named: Side): Actor {
  const { granted } = permissions[call.operation.permission];
  const origin = { organizationId: two.our.organizationId, requestId: crypto.randomUUID() };
  if (probe.link) {
    const link: Row = probe.link(named);
    return { ...origin, kind: "subject", subjectId: String(link.subject_id), linkId: String(link.id) };
  }
  if (isGranted(call.operation.permission, role.options)) {
    return two.anybody(probe.kind === "foreign" ? (probe.as?.(named) as string | undefined) : undefined);
  }
  const [kind] = granted as readonly string[];
  if (kind === "system") return { ...origin, kind, name: "test" };
  if (kind === "visitor") return { ...origin, kind };
  if (kind === "anonymous") return { ...origin, kind, requestId: "" };
  throw new Error(`Nobody here may ${call.operation.permission}.`);
}

const textOf = (value: unknown): string =>
  JSON.stringify(value, (_, each) => {
    if (typeof each === "bigint") return String(each);
    if (each instanceof Map || each instanceof Set) return [...each];
    return each instanceof Uint8Array ? Buffer.from(each).toString("latin1") : each;
  }) ?? "";

/** Ids of the other organisation in an answer, apart from those that were asked about. */
export function theirIdsIn({ text }: Answer): string[] {
  return [...text.matchAll(/[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}/g)].map(([id]) => id).filter(isTwin);
}
