import { randomUUID } from "node:crypto";
import { choice, foreign, nameless, one, type Probes, type Row, received, type Side, sentence, state } from "./probes";

const text = "# Gate\n\nThe gate is shut at night.";
const written = {
  title: "Gates",
  description: sentence,
  text,
  changeNote: "First",
  material: true,
  dueDays: 14,
  audience: [{ kind: "everyone" }],
};
const stored = (mediaType: string) => ({ ...received(), id: randomUUID(), mediaType });
const document = () => ({ title: "Gates", text, original: stored("text/markdown"), pictures: [], notes: [] });
const range = { from: new Date(0), to: new Date("2030-01-01") };
const version = (more: Record<string, unknown> = {}, which?: (row: Row) => boolean) =>
  one("policy_version", more, "versionId", which);
const policy = (more: Record<string, unknown> = {}) => one("policy", more, "policyId");
const inForce = (side: Side) =>
  side.row("policy_version", (row) => row.status === "published" && row.in_force_at !== null);
/** Somebody asked to acknowledge what is in force, and that version. */
const pending = (side: Side) =>
  side.row(
    "policy_assignment",
    ({ status, current, version_id }) =>
      status === "pending" &&
      current === true &&
      side.row("policy_version", ({ id }) => id === version_id).in_force_at !== null,
  );
const asked = (side: Side) => side.row("policy_version", ({ id }) => id === pending(side).version_id);
const assignee = {
  as: (side: Side) => pending(side).person_id,
  own: "invalid",
  why: "finds the version, and asks for one's name to be typed",
} as const;
const nobodyMoved = { expect: "done", why: "somebody without open duties here has none to move" } as const;
const draft = state("draft");

/** Policies: writing, deciding, publishing, reading and acknowledging them. */
export const policyProbes: Probes = {
  "policy.acknowledge": [
    foreign((their) => ({ policyId: asked(their).policy_id, versionId: asked(their).id, readPercent: 100 }), assignee),
    foreign(
      (their, our) => ({ policyId: asked(our).policy_id, versionId: asked(their).id, readPercent: 100 }),
      assignee,
    ),
  ],
  "policy.comment": version({ contentSha256: "0".repeat(64), position: 0, text: sentence }),
  "policy.distribute": version(),
  "policy.draft": nameless(() => ({ ...written, type: "access_control", classification: "internal" })),
  "policy.due-dates-to-move": foreign((their) => ({ personId: their.member.id }), { ...nobodyMoved, says: false }),
  "policy.move-due-dates": foreign((their) => ({ personId: their.member.id }), nobodyMoved),
  "policy.edit": version({ ...written, revision: 1 }, draft),
  "policy.export": version(),
  "policy.export-list": nameless(),
  "policy.add-picture": one("policy", () => ({ file: stored("image/png") }), "policyId"),
  "policy.file": one("policy_file"),
  "policy.import-draft": one("policy_version", () => ({ revision: 1, document: document() }), "versionId", draft),
  "policy.import": nameless(() => ({ type: "access_control", document: document() })),
  "policy.publish": version(),
  "policy.receipt": foreign((their) => ({ acknowledgementId: their.id("policy_acknowledgement") }), {
    as: (side) => side.row("policy_acknowledgement").person_id,
  }),
  "policy.receipt-proof": foreign((their) => ({ acknowledgementId: their.id("policy_acknowledgement") }), {
    as: (side) => side.row("policy_acknowledgement").person_id,
  }),
  "policy.audience-choices": nameless(),
  "policy.audience-count": foreign((their) => ({ audience: [{ kind: "group", value: their.id("policy_group") }] })),
  "policy.audience-size": version(),
  "policy.audiences-to-settle": nameless(),
  "policy.compliance-status": nameless(),
  "policy.figure-rows": nameless(() => ({ key: "policies_published", ...range })),
  "policy.library": nameless(),
  "policy.mine": nameless(),
  "policy.my-work": nameless(),
  "policy.detail": policy(),
  "policy.places": nameless(),
  "policy.read": [
    foreign((their) => ({ policyId: inForce(their).policy_id })),
    foreign((their, our) => ({ policyId: inForce(our).policy_id, versionId: their.id("policy_version") }), {
      expect: "done",
      why: "an address with a version that is not in force leads to the one that is",
    }),
  ],
  "policy.my-reviews": nameless(),
  "policy.reviews": nameless(),
  "policy.remind-managers": nameless(),
  "policy.remind-reviews": nameless(),
  "policy.remind": nameless(),
  "policy.reminding": nameless(),
  "policy.approve": version({ material: true, comment: sentence }),
  "policy.send-back": version({ comment: sentence }),
  "policy.revise": policy(),
  "policy.change-settings": [
    foreign((their, our) => ({ ...settings, policyId: their.id("policy"), ownerId: our.member.id })),
    choice((their, our) => ({ ...settings, policyId: our.id("policy"), ownerId: their.member.id })),
  ],
  "policy.settings": policy(),
  "policy.submit": version(),
  "policy.bring-into-force": version(),
  "policy.coming-due": nameless(),
  "policy.emergencies-due": nameless(),
  "policy.lapse-emergency": version(),
  "policy.confirm-emergency": version(),
  "policy.publish-emergency": version({ reason: sentence }),
  "policy.reaffirm": version(),
  "policy.reaffirm-due": nameless(),
  "policy.retire": policy({ reason: sentence }),
  "policy.review": policy({ note: sentence, nextReviewDate: "2028-01-01" }),
};

const settings = {
  type: "access_control",
  classification: "internal",
  mandatory: true,
  acknowledgementRequired: true,
  tags: [],
  approvalsRequired: 1,
};
