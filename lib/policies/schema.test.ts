import { describe, expect, expectTypeOf, it } from "vitest";
import type * as database from "../platform/db/generated/enums";
import * as schema from "./schema";

describe("enumerations are the same here and in the database", () => {
  it("by type", () => {
    expectTypeOf<schema.PolicyType>().toEqualTypeOf<database.PolicyType>();
    expectTypeOf<schema.VersionStatus>().toEqualTypeOf<database.PolicyVersionStatus>();
    expectTypeOf<schema.AssignmentStatus>().toEqualTypeOf<database.PolicyAssignmentStatus>();
    expectTypeOf<schema.AcknowledgementMethod>().toEqualTypeOf<database.AcknowledgementMethod>();
    expectTypeOf<schema.Classification>().toEqualTypeOf<database.PolicyClassification>();
    expectTypeOf<schema.Decision>().toEqualTypeOf<database.PolicyDecision>();
    expectTypeOf<schema.AudienceKind>().toEqualTypeOf<database.AudienceKind>();
  });
});

describe("what an author sends", () => {
  const draft = { title: "Rules", type: "code_of_conduct", text: "Be kind.", audience: [{ kind: "everyone" }] };
  const wrong = (more: object) =>
    schema.draftInput.safeParse({ ...draft, ...more }).error?.issues.map(({ path }) => path.join("."));

  it("is completed with sensible defaults", () => {
    expect(schema.draftInput.parse(draft)).toMatchObject({
      text: "Be kind.\n",
      classification: "internal",
      mandatory: true,
      dueDays: 14,
      audience: [{ kind: "everyone", excluded: false }],
    });
  });

  it.each([
    [{ title: " " }, ["title"]],
    [{ text: "\n" }, ["text"]],
    [{ text: "x".repeat(200_001) }, ["text"]],
    [{ type: "poem" }, ["type"]],
    [{ effectiveFrom: "2026-02-30" }, ["effectiveFrom"]],
    [{ dueDays: -1 }, ["dueDays"]],
    [{ audience: [] }, ["audience"]],
    [{ audience: [{ kind: "department" }] }, ["audience.0.value"]],
    [{ audience: [{ kind: "everyone", value: "x" }] }, ["audience.0.value"]],
    [{ audience: [{ kind: "location", value: "Berlin", excluded: true }] }, ["audience"]],
  ])("%j is refused with its field", (more, fields) => {
    expect(new Set(wrong(more))).toEqual(new Set(fields));
  });
});
