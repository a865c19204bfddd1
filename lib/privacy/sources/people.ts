import "server-only";
import type { DataSource } from "@/lib/platform/contribution";
import { iso, localDate } from "./values";

/** The account and what the organisation keeps about somebody's place in it. Never the password's hash. */
export const people: DataSource = {
  id: "people",
  title: "Account and membership",
  tables: ["person", "membership", "absence"],
  categories: ["identity", "contact", "professional"],
  processing: {
    purposes: ["Giving access to the portal", "Addressing duties to the right people"],
    lawfulBasis: "Contract, Article 6(1)(b)",
    recipients: ["Administrators of the organisation"],
    storagePeriod: "As long as the membership lasts, then as the retention rules say",
    origin: "The person, or the organisation's own staff records",
  },
  async *collect({ personId }, read) {
    if (!personId) return;
    const person = await read((tx) =>
      tx.person.findUnique({ where: { id: personId }, include: { memberships: { orderBy: { id: "asc" } } } }),
    );
    if (!person) return;
    const { id, email, name, locale, active, createdAt } = person;
    yield { collection: "account", row: { id, email, name, locale, active, createdAt: iso(createdAt) } };
    for (const each of person.memberships) {
      yield {
        collection: "membership",
        row: {
          roles: each.roles,
          externalId: each.externalId,
          department: each.department,
          location: each.location,
          company: each.company,
          supportTier: each.supportTier,
          employmentKind: each.employmentKind,
          startDate: localDate(each.startDate),
          endDate: localDate(each.endDate),
          active: each.active,
          createdAt: iso(each.createdAt),
        },
      };
    }
    const absences = await read((tx) => tx.absence.findMany({ where: { personId }, orderBy: { id: "asc" } }));
    for (const { kind, firstDay, lastDay, recordedAt, withdrawnAt } of absences)
      yield {
        collection: "absences",
        row: {
          kind,
          firstDay: localDate(firstDay),
          lastDay: localDate(lastDay),
          recordedAt: iso(recordedAt),
          withdrawnAt: withdrawnAt ? iso(withdrawnAt) : null,
        },
      };
  },
};
