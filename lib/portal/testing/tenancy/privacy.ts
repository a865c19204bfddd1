import {
  choice,
  foreign,
  inDays,
  nameless,
  one,
  type Probes,
  type Row,
  type Side,
  sealed,
  sentence,
  state,
} from "./probes";

const request = (more: Record<string, unknown> = {}, which?: (row: Row) => boolean) =>
  one("data_subject_request", more, "requestId", which);
const range = { from: new Date(0), to: new Date("2030-01-01") };
const asker = { kind: "access", name: "Ada Gate", email: "ada.gate@example.com", statement: sentence };
const task = (more: object) =>
  foreign((their) => {
    const { request_id, source_id } = their.row("request_task");
    return { requestId: request_id, sourceId: source_id, ...more };
  });
const otherDecision = {
  expect: "conflict",
  why: "any decision but the one that waits: it was read before that",
} as const;
const manifest = {
  schema: "plinto-privacy-package/1",
  organisation: "Elsewhere",
  reference: "DSR-2026-0001",
  kind: "access",
  asOf: "2026-12-01T00:00:00.000Z",
  files: [],
  redactions: [],
};
const linkTo = (kind: string) => (side: Side) => side.row("access_link", (row) => row.kind === kind);

/** Requests of data subjects and their packages. */
export const privacyProbes: Probes = {
  "request.close-delivered": request(),
  "request.discard-parts": request(),
  "request.download": foreign(() => ({ code: "123456" }), { link: linkTo("package") }),
  "request.offered-download": foreign(() => ({}), { link: linkTo("package") }),
  "request.send-download-code": foreign(() => ({}), { link: linkTo("package") }),
  "request.expire-package": one("request_package", {}, "packageId"),
  "request.build-package": one("data_subject_request", () => ({ manifest, sealed: sealed() }), "requestId"),
  "request.package-plan": one("data_subject_request", {}, "requestId"),
  "request.read-source": nameless(() => ({ work: () => Promise.resolve([]) })),
  "request.publish-package": request(),
  "request.send-link-again": foreign(() => ({}), { link: linkTo("request") }),
  "request.task": task({}),
  "request.collect-source": task({ collections: [], sealed: sealed() }),
  "request.fail-source": task({ problem: sentence }),
  "request.settle-execution": request(),
  "request.start-execution": request({ sources: [{ id: "tickets", title: "Tickets" }] }),
  "request.approve": request(),
  "request.confirm-decision": [
    request(),
    foreign(
      (their, our) => ({
        requestId: our.row("request_decision", state("prepared")).request_id,
        decisionId: their.id("request_decision"),
      }),
      otherDecision,
    ),
  ],
  "request.return-decision": [
    request({ reason: sentence }),
    foreign(
      (their, our) => ({
        requestId: our.row("request_decision", state("prepared")).request_id,
        decisionId: their.id("request_decision"),
        reason: sentence,
      }),
      otherDecision,
    ),
  ],
  "request.create": choice((their) => ({ kind: "access", description: sentence, personId: their.member.id })),
  "request.enter": nameless(() => ({ ...asker, channel: "email", receivedOn: inDays(-1) })),
  "request.execute": request(),
  "request.extend": request({ months: 1, reason: sentence }),
  "privacy.figure-rows": nameless(() => ({ key: "requests_open", ...range })),
  "privacy.figures": nameless(() => range),
  "request.my-work": nameless(),
  "request.own": nameless(),
  "request.prepare-refusal": request({ code: "manifestly_unfounded", narrative: sentence + sentence + sentence }),
  "request.centre": nameless(),
  "request.follow": foreign(() => ({}), { link: linkTo("request") }),
  "request.pending": request(),
  "request.queue": nameless(),
  "request.read": request(),
  "request.resend-code": request(),
  "request.send-lost-again": request(),
  "request.submit": nameless(() => asker),
  "request.close-unverified": request(),
  "request.due-work": nameless(),
  "request.remind": request({ kind: "soon" }),
  "request.mail-lost": [
    foreign((their, our) => ({ requestId: their.id("data_subject_request"), mailId: our.id("mail_message") })),
    foreign((their, our) => ({ requestId: our.id("data_subject_request"), mailId: their.id("mail_message") })),
  ],
  "request.verify": request({ code: "123456" }),
  "request.withdraw": [
    foreign((their) => ({ requestId: their.id("data_subject_request", (row) => row.person_id !== null) }), {
      as: (side) => side.row("data_subject_request", (row) => row.person_id !== null).person_id,
    }),
    foreign(() => ({}), { link: linkTo("request") }),
  ],
};
