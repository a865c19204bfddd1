import "server-only";
import type { Role } from "@/lib/platform/auth/roles";

export type SeedPerson = {
  signIn: string;
  name: string;
  roles: readonly Role[];
  department?: string;
  location?: string;
  company?: string;
  supportTier?: string;
  /** Sign-in name of whoever reviews their access. */
  manager?: string;
  /** For somebody who belongs to another organisation too: one address, one password. */
  email?: string;
};

/** One sign-in per role, shown when the portal starts. Invented names. */
export const leads: readonly SeedPerson[] = [
  {
    signIn: "emil.sander",
    name: "Emil Sander",
    roles: ["employee"],
    manager: "lea.hahn",
    department: "Care",
    location: "Berlin",
  },
  {
    signIn: "mara.lindner",
    name: "Mara Lindner",
    roles: ["employee", "policy_author"],
    manager: "victor.stein",
    department: "People",
    location: "Berlin",
  },
  {
    signIn: "jonas.brandt",
    name: "Jonas Brandt",
    roles: ["employee", "policy_approver"],
    manager: "mara.lindner",
    department: "People",
    location: "Hamburg",
  },
  {
    signIn: "nora.falk",
    name: "Nora Falk",
    roles: ["employee", "compliance_officer"],
    manager: "victor.stein",
    department: "Finance",
    location: "Berlin",
  },
  {
    signIn: "ida.krause",
    name: "Ida Krause",
    roles: ["employee", "privacy_officer"],
    manager: "victor.stein",
    department: "Finance",
    location: "Berlin",
  },
  {
    signIn: "pia.otto",
    name: "Pia Otto",
    roles: ["employee", "privacy_officer"],
    manager: "victor.stein",
    department: "Finance",
    location: "Hamburg",
  },
  {
    signIn: "theo.vogt",
    name: "Theo Vogt",
    roles: ["employee", "support_agent"],
    manager: "lea.hahn",
    department: "Care",
    location: "Berlin",
  },
  {
    signIn: "rosa.keller",
    name: "Rosa Keller",
    roles: ["employee", "support_agent"],
    manager: "lea.hahn",
    department: "Care",
    location: "Hamburg",
  },
  {
    signIn: "lea.hahn",
    name: "Lea Hahn",
    roles: ["employee", "support_manager"],
    manager: "victor.stein",
    department: "Care",
    location: "Berlin",
  },
  {
    signIn: "victor.stein",
    name: "Victor Stein",
    roles: ["employee", "executive"],
    department: "Finance",
    location: "Berlin",
  },
  { signIn: "ava.roth", name: "Ava Roth", roles: ["auditor"] },
  {
    signIn: "otto.weiss",
    name: "Otto Weiss",
    roles: ["employee", "admin"],
    manager: "victor.stein",
    department: "Engineering",
    location: "Berlin",
  },
  {
    signIn: "clara.moss",
    name: "Clara Moss",
    roles: ["customer"],
    company: "Linden Clinics",
    supportTier: "enterprise",
  },
];

const given = [
  "Alma",
  "Bela",
  "Cleo",
  "Dario",
  "Edda",
  "Falk",
  "Greta",
  "Hanno",
  "Ilka",
  "Joris",
  "Kaja",
  "Levi",
  "Mila",
  "Nils",
  "Oona",
  "Paul",
  "Quinn",
  "Runa",
  "Sven",
  "Tilda",
];
const family = ["Ahrens", "Bauer", "Conrad", "Dietz", "Ebert", "Frank", "Gerber", "Heise"];
const departments = ["Care", "Engineering", "Finance", "People", "Sales"];
const heads = ["lea.hahn", "otto.weiss", "victor.stein", "mara.lindner", "victor.stein"];
const tiers = ["enterprise", "professional", "standard", "community"];
const companies = ["Linden Clinics", "Birch Labs", "Harbour Rehab", "Elm Dental", "Sund Pharmacy"];

const two = (index: number) => String(index + 1).padStart(2, "0");
const pick = <T>(list: readonly T[], index: number) => list[index % list.length] as T;

/** A second compliance officer, since nobody approves what they collected themselves. */
export const secondOfficer = "employee.03";
/** Helped out at the desk in spring and kept the role until the access review of the autumn took it. */
export const helpedOut = "employee.06";

function rolesOf(signIn: string): readonly Role[] {
  if (signIn === secondOfficer) return ["employee", "compliance_officer"];
  return signIn === helpedOut ? ["employee", "support_agent"] : ["employee"];
}

export const others: readonly SeedPerson[] = Array.from({ length: 40 }, (_, index) => ({
  signIn: `employee.${two(index)}`,
  name: `${pick(given, index)} ${pick(family, Math.floor(index / 3))}`,
  roles: rolesOf(`employee.${two(index)}`),
  department: pick(departments, index),
  manager: pick(heads, index),
  location: index % 3 === 0 ? "Hamburg" : "Berlin",
}));

export const customers: readonly SeedPerson[] = Array.from({ length: 10 }, (_, index) => ({
  signIn: `customer.${two(index)}`,
  name: `${pick(given, index + 7)} ${pick(family, index + 4)}`,
  roles: ["customer"],
  company: pick(companies, index),
  supportTier: pick(tiers, index),
}));

/** The second organisation: proves that nothing crosses over; Otto belongs to both, to show the switch. */
export const aster: readonly SeedPerson[] = [
  {
    signIn: "otto.weiss",
    email: "otto.weiss@northwind.example",
    name: "Otto Weiss",
    roles: ["employee", "admin"],
    department: "Operations",
    location: "Rotterdam",
  },
  {
    signIn: "finn.adler",
    name: "Finn Adler",
    roles: ["employee", "compliance_officer", "privacy_officer"],
    department: "Operations",
    location: "Rotterdam",
  },
  {
    signIn: "mina.jansen",
    name: "Mina Jansen",
    roles: ["employee", "policy_author"],
    department: "Fleet",
    location: "Rotterdam",
  },
  {
    signIn: "luuk.visser",
    name: "Luuk Visser",
    roles: ["employee", "policy_approver", "support_agent"],
    department: "Fleet",
    location: "Utrecht",
  },
];
