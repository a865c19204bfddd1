import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { holdState, mayConfirmRelease, scopeWords } from "./rules";
import { placeHoldInput } from "./schema";

const nothing = {
  coversEvidence: false,
  coversTrail: false,
  types: [],
  controlIds: [],
  sourceSystem: null,
  person: null,
  periodFrom: null,
  periodTo: null,
};

describe("the state of a hold", () => {
  const at = new Date();
  it.each([
    [null, null, "active"],
    [at, null, "release_proposed"],
    [at, at, "released"],
  ])("proposed %s, released %s: %s", (releaseProposedAt, releasedAt, state) => {
    expect(holdState({ releaseProposedAt, releasedAt })).toBe(state);
  });

  it("nobody confirms what they proposed, nor what nobody proposed", () => {
    fc.assert(
      fc.property(fc.uuid(), fc.uuid(), (one, other) => {
        expect(mayConfirmRelease({ releaseProposedById: one }, one)).toBe(false);
        expect(mayConfirmRelease({ releaseProposedById: null }, one)).toBe(false);
        expect(mayConfirmRelease({ releaseProposedById: one }, other)).toBe(one !== other);
      }),
    );
  });
});

describe("the words of a scope", () => {
  it("name nothing without a query", () => expect(scopeWords(nothing)).toBeNull());

  it("say all that the query asks for", () => {
    const scope = {
      coversEvidence: true,
      coversTrail: true,
      types: ["access_review", "system_log"] as const,
      controlIds: ["CC6.1"],
      sourceSystem: "Firewall",
      person: "Nora Falk",
      periodFrom: "2026-01-01",
      periodTo: "2026-06-30",
    };
    expect(scopeWords(scope)).toBe(
      "Evidence and the audit trail of the type access review or system log for CC6.1 from Firewall of Nora Falk from 2026-01-01 on until 2026-06-30",
    );
  });
});

describe("what can be asked for", () => {
  const valid = { title: "Lawsuit", reason: "File 12 O 34/26", references: "EVD-2026-0001" };
  it.each([
    [{ references: "" }, "references"],
    [{ coversEvidence: "on" }, "controlIds"],
    [{ controlIds: "CC6.1" }, "coversEvidence"],
    [{ coversTrail: true, periodFrom: "2026-06-01", periodTo: "2026-01-01" }, "periodTo"],
    [{ reason: " " }, "reason"],
    [{ coversEvidence: true, types: "gossip" }, "types"],
    [{ objects: [{ kind: "planet", id: crypto.randomUUID() }] }, "objects"],
  ])("refuses %j at %s", (change, field) => {
    const result = placeHoldInput.safeParse({ ...valid, ...change });
    expect(result.error?.issues.map(({ path }) => path[0])).toContain(field);
  });

  it("takes what a form posts", () => {
    const posted = {
      ...valid,
      coversEvidence: "on",
      types: "system_log",
      controlIds: "CC6.1, A.8.20 CC6.1",
      personId: "",
    };
    expect(placeHoldInput.parse(posted)).toMatchObject({
      references: ["EVD-2026-0001"],
      types: ["system_log"],
      controlIds: ["CC6.1", "A.8.20"],
      coversTrail: false,
      personId: undefined,
    });
  });
});
