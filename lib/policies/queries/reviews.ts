import "server-only";
import { z } from "zod";
import { type Actor, mayDo } from "../../platform/auth/actor-types";
import type { Tx } from "../../platform/db/client";
import { query } from "../../platform/operation/query";
import { namesOf } from "../people";
import { mayApprove } from "../rules";

async function waiting(tx: Tx, actor: Actor) {
  const rows = await tx.policyVersion.findMany({
    where: { status: { in: ["in_review", "approved"] } },
    orderBy: [{ submittedAt: "asc" }, { id: "asc" }],
    omit: { text: true },
    include: { policy: { select: { reference: true, approvalsRequired: true } }, editors: true, approvals: true },
  });
  const nameOf = await namesOf(
    tx,
    rows.map(({ authorId }) => authorId),
  );
  const me = actor.kind === "user" ? actor.personId : "";
  return rows.map((row) => ({
    policyId: row.policyId,
    versionId: row.id,
    reference: row.policy.reference,
    title: row.title,
    number: row.number,
    status: row.status,
    material: row.material,
    author: nameOf(row.authorId),
    submittedAt: row.submittedAt ?? row.updatedAt,
    mine: !mayApprove({
      authorId: row.authorId,
      editorIds: row.editors.map((editor) => editor.personId),
      approverId: me,
    }),
    decided: row.approvals.some((approval) => approval.approverId === me && approval.round === row.reviewRound),
  }));
}

/** The approver's inbox: what was handed in, the longest waiting first, and what is approved and not yet published. */
export const policyReviews = query({
  name: "policy.reviews",
  summary: "See versions waiting for review or publication",
  permission: "policy:approve",
  input: z.object({}),
  run: ({ tx, actor }) => waiting(tx, actor),
});

/** For My work: what waits for this person's decision. Who may not approve has none. */
export const myPolicyReviews = query({
  name: "policy.my-reviews",
  summary: "See how many versions wait for one's review",
  permission: "work:read:own",
  input: z.object({}),
  async run({ tx, actor }) {
    if (!mayDo(actor, "policy:approve")) return { count: 0, items: [] };
    const mine = (await waiting(tx, actor)).filter((row) => !row.mine && !(row.status === "in_review" && row.decided));
    return { count: mine.length, items: mine.slice(0, 3) };
  },
});
