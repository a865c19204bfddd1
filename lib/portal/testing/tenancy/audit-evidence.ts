import {
  choice,
  type Foreign,
  foreign,
  inDays,
  nameless,
  one,
  type Probes,
  received,
  type Side,
  sentence,
  state,
} from "./probes";

const described = {
  title: "What the gate saw",
  description: sentence,
  type: "system_log",
  controlIds: ["CC6.1"],
  effectiveFrom: "2026-01-01",
  effectiveTo: "2026-01-31",
  sourceSystem: "Gate",
};
const waiting = (side: Side) =>
  side.id("stored_object", (row) => row.purpose === "evidence" && row.expires_at !== null);
const has = (side: Side, evidenceId: unknown, number: number) => {
  try {
    return side.row("evidence_version", (row) => row.evidence_id === evidenceId && row.number === number) !== null;
  } catch {
    return false;
  }
};
const fileGone = { expect: "conflict", why: "a file that was used, waited too long or never was: one answer" } as const;
const hold = { title: "The gate case", reason: sentence };
const day = inDays(30);
const reviewer = { as: (side: Side) => side.row("access_review_item").reviewer_id };
const reviewed = (more: object = {}, as: Partial<Foreign> = {}) =>
  foreign((their) => {
    const row = their.row("access_review_item");
    return { reviewId: row.review_id, personId: row.person_id, ...more };
  }, as);

/** Evidence and what keeps, collects and destroys it; holds; access reviews. */
export const evidenceProbes: Probes = {
  "collector.run": nameless(() => ({ collectorId: "people-and-roles" })),
  "http-source.add": nameless(() => ({
    title: "Gate",
    url: "https://example.com/gate.json",
    jsonPath: "$",
    cadence: "daily",
    evidenceType: "system_log",
    controlIds: ["CC6.1"],
  })),
  "http-source.stop": one("http_source"),
  "collector.list": nameless(),
  "collector.read": nameless(() => ({ collectorId: "people-and-roles" })),
  "http-source.due": nameless(),
  "http-source.open": foreign((their) => ({ id: their.id("http_source") }), {
    expect: "done",
    says: null,
    why: "stopped or gone: there is nothing to collect",
  }),
  "collector.begin": foreign((their, our) => ({
    collectorId: "people-and-roles",
    from: "2026-01-01",
    to: "2026-01-31",
    byHand: { runId: their.id("collector_run"), startedById: our.member.id },
  })),
  "collector.fail": one("collector_run", { title: "Gate", error: sentence }, "runId"),
  "collector.finish": one(
    "collector_run",
    () => ({
      file: received(),
      title: "Gate",
      description: sentence,
      evidenceType: "system_log",
      controlIds: ["CC6.1"],
      query: "all",
      rows: 1,
    }),
    "runId",
  ),
  "disposal.approve": one("disposal", { confirmation: "DESTROY" }),
  "disposal.refuse": one("disposal", { reason: sentence }),
  "disposal.request": one("disposal"),
  "disposal.dispose-item": one("disposal_item", {}, "itemId"),
  "disposal.finish": one("disposal"),
  "disposal.finish-item": one("disposal_item", {}, "itemId"),
  "disposal.next-item": foreign((their) => ({ id: their.id("disposal") }), {
    expect: "done",
    says: null,
    why: "asks what is left to do, and nothing is",
  }),
  "disposal.propose": nameless(undefined, { expect: "conflict", why: "no evidence is past its retention" }),
  "disposal.list": nameless(),
  "disposal.read": one("disposal"),
  "disposal.unfinished": nameless(),
  "evidence.add-version": [
    foreign((their, our) => ({
      id: their.id("evidence"),
      version: 1,
      objectId: our.id("stored_object"),
      changeNote: sentence,
    })),
    foreign((their, our) => {
      const known = our.row("evidence", state("draft"));
      const versions = [3, 2, 1].find((number) => has(our, known.id, number));
      return { id: known.id, version: versions, objectId: waiting(their), changeNote: sentence };
    }, fileGone),
  ],
  "evidence.collect": foreign((their) => ({ ...described, objectId: waiting(their) }), fileGone),
  "evidence.custody": one("evidence"),
  "evidence.approve": one("evidence", { version: 1 }),
  "evidence.reject": one("evidence", { version: 1, reason: sentence }),
  "evidence.edit": one("evidence", described),
  "evidence.extend-retention": one("evidence", { retainUntil: "2060-01-01", reason: sentence }),
  "evidence.freshness": nameless(),
  "evidence.push": foreign((their) => ({ ...described, objectId: waiting(their) }), fileGone),
  "evidence.download": one("evidence"),
  "evidence.grounds": one("evidence"),
  "evidence.list": nameless(),
  "evidence.locate": one("evidence"),
  "evidence.view": one("evidence"),
  "evidence.record-ground": one("evidence", { ground: "legal_claims", reason: sentence, endsOn: day }),
  "evidence.begin-scrub": nameless(),
  "evidence.due": nameless(() => ({ before: new Date().toISOString(), take: 5 })),
  "file.expire": nameless(),
  "evidence.finish-scrub": one("evidence_scrub"),
  "evidence.scrub-progress": nameless(),
  "file.store": nameless(received),
  "evidence.submit": one("evidence", { version: 1 }),
  "evidence.verify": one("evidence", { version: 1, state: "verified" }),
  "hold.apply": one("legal_hold"),
  "hold.due": nameless(),
  "hold.place": [
    foreign((their) => ({ ...hold, objects: [{ kind: "audit_event", id: their.id("audit_event") }] })),
    foreign((their) => ({ ...hold, objects: [{ kind: "person", id: their.member.id }] })),
    choice((their) => ({ ...hold, coversEvidence: true, coversTrail: true, personId: their.member.id })),
  ],
  "hold.preview": [
    foreign((their) => ({ ...hold, objects: [{ kind: "audit_event", id: their.id("audit_event") }] })),
    choice((their) => ({ ...hold, coversTrail: true, personId: their.member.id })),
  ],
  "hold.choices": nameless(),
  "hold.list": nameless(),
  "hold.read": one("legal_hold"),
  "hold.keep": one("legal_hold"),
  "hold.propose-release": one("legal_hold", { reason: sentence }),
  "hold.release": one("legal_hold"),
  "access-review.carry-out": reviewed(),
  "access-review.close": one("access_review", {}, "reviewId"),
  "access-review.confirm": reviewed(),
  "access-review.decide": reviewed({ decisions: [{ role: "employee", decision: "keep" }] }, reviewer),
  "access-review.finish": one("access_review", () => ({ file: received() }), "reviewId"),
  "access-review.remaining": one("access_review", {}, "reviewId"),
  "access-review.hand-over": foreign((their, our) => ({
    reviewId: their.id("access_review"),
    fromId: their.row("access_review_item").reviewer_id,
    toId: our.member.id,
    reason: sentence,
  })),
  "access-review.reviewers": nameless(),
  "access-review.desk": foreign((their) => ({ id: their.row("access_review_item").review_id }), reviewer),
  "access-review.list": nameless(),
  "access-review.my-work": nameless(),
  "access-review.read": one("access_review"),
  "access-review.waiting": one("access_review"),
  "access-review.refuse": reviewed({ reason: sentence }),
  "access-review.due": nameless(),
  "access-review.remind": foreign((their) => {
    const row = their.row("access_review_item");
    return { reviewId: row.review_id, reviewerId: row.reviewer_id, kind: "soon" };
  }),
  "access-review.start": nameless(() => ({ title: "Spring review", dueOn: day })),
};
