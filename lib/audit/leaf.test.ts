import { describe, expect, it } from "vitest";
import { eventColumns } from "@/lib/platform/event-columns";
import { cellOf, cellsOf, notDisclosed, sealedFields } from "./leaf";

const sealed = { k: "key", n: "nonce", c: "cipher" };
const leaf = {
  id: "1",
  type: "consent",
  action: "consent.grant",
  crud: "create",
  outcome: "success",
  riskLevel: "low",
  retentionClass: "seven_years",
  actor: { kind: "user", id: "p", name: sealed },
  resource: { type: "consent", id: null, label: "Newsletter" },
  change: { before: null, after: { "a/b~c": sealed, list: [sealed, 1] } },
  controlIds: ["CC1.4", "CC2.2"],
  ip: sealed,
  sessionId: null,
  requestId: "r",
  correlationId: null,
  occurredAt: "2026-01-01T00:00:00.000Z",
  recordedAt: "2026-01-01T00:00:01.000Z",
};

describe("a leaf", () => {
  it("has its protected fields at JSON Pointers (RFC 6901)", () => {
    const paths = sealedFields(leaf).map(({ path }) => path);
    expect(paths).toEqual(["/actor/name", "/change/after/a~1b~0c", "/change/after/list/0", "/ip"]);
    expect(sealedFields({ k: "a", n: "b" })).toEqual([]);
    expect(sealedFields({ k: "a", n: "b", c: "c", d: "d" })).toEqual([]);
  });

  it("gives the cells of its columns, protected ones only when disclosed", () => {
    const cells = (revealed: [string, unknown][]) =>
      Object.fromEntries(cellsOf(leaf, new Map(revealed)).map((cell, i) => [eventColumns[i], cell]));
    expect(cells([])).toMatchObject({
      actor_name: notDisclosed,
      ip: notDisclosed,
      resource_id: "",
      resource_label: "Newsletter",
      control_ids: "CC1.4;CC2.2",
      risk_level: "low",
    });
    expect(
      cells([
        ["/actor/name", " Ada\r\nL. "],
        ["/ip", { not: "text" }],
      ]),
    ).toMatchObject({ actor_name: "Ada\nL.", ip: "" });
    expect(cellsOf(null, new Map())).toEqual(eventColumns.map(() => ""));
  });

  it("writes database values as they stand", () => {
    expect(cellOf(new Date("2026-01-01T00:00:00Z"))).toBe("2026-01-01T00:00:00.000Z");
    expect(cellOf(" spaces ")).toBe(" spaces ");
    expect(cellOf(null)).toBe("");
  });
});
