import "server-only";
import { randomBytes } from "node:crypto";
import { parseArgs } from "node:util";
import { z } from "zod";
import { role } from "@/lib/platform/auth/roles";
import { disconnect } from "@/lib/platform/db/client";
import { isUniqueViolation } from "@/lib/platform/db/failures";
import { env } from "@/lib/platform/env";
import { createOrganization } from "@/lib/platform/setup/create-organization";
import { createMember } from "@/lib/platform/setup/create-person";
import { setStoryClock } from "@/lib/platform/setup/story-clock";
import { emailAddress, line } from "@/lib/platform/text";
import { applyMigrations } from "./schema/apply";

const usage = `npm run setup -- --name "Example Ltd" --slug example --admin-email ada@example.com --admin-name "Ada Example"
  [--time-zone Europe/Berlin] [--country DE] [--authority "…"] [--privacy-contact privacy@example.com] [--roles admin,employee]
  [--person "Bo Example <bo@example.com>: policy_author, employee"]…
Makes an organisation with its log and its first people, and prints their passwords once. Nobody approves their own work:
name a second person (--person, as often as needed) where policies are to be written and approved.`;

const roles = z
  .string()
  .transform((text) => text.split(",").map((name) => name.trim()))
  .pipe(z.array(role).min(1));

const person = z
  .string()
  .transform((text) => /^(.+?)\s*<([^<>]+)>\s*:(.+)$/.exec(text) ?? [])
  .transform(([, name, email, given]) => ({ name, email, roles: given }))
  .pipe(z.object({ name: line(120), email: emailAddress, roles }));

const settings = z.object({
  name: line(120),
  slug: z.string().regex(/^[a-z0-9-]{2,60}$/, "Small letters, digits and hyphens."),
  "admin-email": emailAddress,
  "admin-name": line(120),
  "time-zone": z.string().default("Europe/Berlin"),
  country: z
    .string()
    .regex(/^[A-Z]{2}(-[A-Z]{2,3})?$/)
    .default("DE"),
  authority: line(200).default("the supervisory authority of your country"),
  "privacy-contact": emailAddress.optional(),
  roles: z.string().default("admin,employee").pipe(roles),
  person: z.array(person).default([]),
});

/** The operator's first act in production: nobody can sign in before it. */
async function setUp(): Promise<void> {
  const strings = Object.keys(settings.shape).map((name) => [
    name,
    { type: "string" as const, multiple: name === "person" },
  ]);
  const { values } = parseArgs({ options: Object.fromEntries(strings) });
  const parsed = settings.safeParse(values);
  if (!parsed.success) {
    console.error(
      `${usage}\n\n${parsed.error.issues.map((issue) => `--${issue.path.join(".")}: ${issue.message}`).join("\n")}`,
    );
    process.exitCode = 2;
    return;
  }
  const given = parsed.data;
  await applyMigrations(env.DATABASE_URL);
  await setStoryClock(false);
  const organizationId = await createOrganization({
    slug: given.slug,
    name: given.name,
    timeZone: given["time-zone"],
    country: given.country,
    supervisoryAuthority: given.authority,
    privacyContact: given["privacy-contact"] ?? given["admin-email"],
  });
  console.log(`${given.name} is made.`);
  const first = { email: given["admin-email"], name: given["admin-name"], roles: given.roles };
  for (const member of [first, ...given.person]) {
    const password = randomBytes(15).toString("base64url");
    await createMember({ ...member, organizationId, password });
    console.log(`${member.email} signs in with the password ${password}`);
  }
  console.log("Passwords are not shown again.");
}

await setUp()
  .catch((error) => {
    console.error(isUniqueViolation(error) ? "There is an organisation of that name (--slug) already." : error);
    process.exitCode = 1;
  })
  .finally(disconnect);
// The schema engine leaves a timer of ten seconds behind.
process.exit();
