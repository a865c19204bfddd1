import { expect, it } from "vitest";
import * as prisma from "@/lib/platform/db/generated/enums";
import { Regulation, RequestChannel, RequestKind, RequestStatus, VerificationLevel } from "../schema";
import { RefusalCode } from "./schema";

it("the database knows the same members as the schemas, in the same order", () => {
  const pairs: [object, { options: readonly string[] }][] = [
    [prisma.Regulation, Regulation],
    [prisma.RequestKind, RequestKind],
    [prisma.RequestStatus, RequestStatus],
    [prisma.RequestChannel, RequestChannel],
    [prisma.VerificationLevel, VerificationLevel],
    [prisma.RefusalCode, RefusalCode],
  ];
  for (const [members, schema] of pairs) expect(Object.values(members)).toEqual(schema.options);
});
