import "server-only";
import { randomBytes } from "node:crypto";
import { parseArgs } from "node:util";
import { z } from "zod";
import { role } from "@/lib/platform/auth/roles";
import { disconnect } from "@/lib/platform/db/client";
import { createOrganization } from "@/lib/platform/setup/create-organization";
import { createMember } from "@/lib/platform/setup/create-person";
import { setStoryClock } from "@/lib/platform/setup/story-clock";
import { emailAddress, line } from "@/lib/platform/text";

const usage = `npm run setup -- --name "Example Ltd" --slug example --admin-email ada@example.com --admin-name "Ada Example"
  [--time-zone Europe/Berlin] [--country DE] [--authority "…"] [--privacy-contact privacy@example.com] [--roles admin,employee]
Makes an organisation with its log and a first person, and prints that person's password once.`;

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
  roles: z
    .string()
    .default("admin,employee")
    .transform((text) => text.split(","))
    .pipe(z.array(role).min(1)),
});

/** The operator's first act in production: nobody can sign in before it. */
async function setUp(): Promise<void> {
  const strings = Object.keys(settings.shape).map((name) => [name, { type: "string" as const }]);
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
  await setStoryClock(false);
  const organizationId = await createOrganization({
    slug: given.slug,
    name: given.name,
    timeZone: given["time-zone"],
    country: given.country,
    supervisoryAuthority: given.authority,
    privacyContact: given["privacy-contact"] ?? given["admin-email"],
  });
  const password = randomBytes(15).toString("base64url");
  await createMember({
    email: given["admin-email"],
    name: given["admin-name"],
    roles: given.roles,
    organizationId,
    password,
  });
  console.log(
    `${given.name} is made. ${given["admin-email"]} signs in with the password ${password}\nIt is not shown again.`,
  );
}

await setUp().finally(disconnect);
