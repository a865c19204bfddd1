import "server-only";
import { z } from "zod";
import { mayDo } from "../../platform/auth/actor-types";
import { query } from "../../platform/operation/query";
import { optional } from "../../platform/text";
import { inForce } from "../in-force";
import { dateText } from "../local-day";
import { namesOf } from "../people";
import { ExemptionStatus } from "./schema";

const pageSize = 50;

/** What waits for a decision first, then what ends soonest. Who may not decide sees what concerns them. */
export const policyExemptions = query({
  name: "policy.exemptions",
  summary: "See exemptions and exceptions",
  permission: "policy:exemption:request",
  input: z.object({ status: optional(ExemptionStatus) }),
  async run({ tx, actor }, { status }) {
    const me = actor.kind === "user" ? actor.personId : "";
    const everybodys = mayDo(actor, "policy:library");
    const rows = await tx.policyExemption.findMany({
      where: {
        ...(status ? { status } : {}),
        ...(everybodys ? {} : { OR: [{ requesterId: me }, { personId: me }] }),
      },
      orderBy: [{ status: "asc" }, { expiresOn: "asc" }, { id: "asc" }],
      take: pageSize,
      include: { policy: { select: { reference: true, title: true } } },
    });
    const nameOf = await namesOf(
      tx,
      rows.flatMap(({ requesterId, personId, approverId }) => [requesterId, personId, approverId]),
    );
    return rows.map((row) => ({
      id: row.id,
      reference: row.reference,
      policyId: row.policyId,
      policy: row.policy.title,
      kind: row.kind,
      status: row.status,
      of: row.personId ? nameOf(row.personId) : row.scope,
      scope: row.scope,
      reason: row.reason,
      compensatingMeasure: row.compensatingMeasure,
      requester: nameOf(row.requesterId),
      approver: row.approverId ? nameOf(row.approverId) : null,
      decisionComment: row.decisionComment,
      expiresOn: dateText(row.expiresOn),
      /** Neither who asked nor whom it is for decides. */
      mine: row.requesterId === me || row.personId === me,
    }));
  },
});

/** Policies in force, to ask an exemption from. */
export const exemptionChoices = query({
  name: "policy.exemption-choices",
  summary: "List policies an exemption can be asked from",
  permission: "policy:exemption:request",
  input: z.object({}),
  run: ({ tx }) =>
    tx.policy.findMany({
      where: { versions: { some: inForce } },
      orderBy: { reference: "asc" },
      take: 500,
      select: { id: true, reference: true, title: true },
    }),
});
