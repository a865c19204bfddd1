import "server-only";

type Category =
  | "technical_issue"
  | "account_access"
  | "billing_inquiry"
  | "feature_request"
  | "integration_support"
  | "security_concern"
  | "compliance_question"
  | "data_request"
  | "bug_report"
  | "general_inquiry";
type Priority = "emergency" | "high" | "medium" | "low";
type Ticket = {
  by: string;
  daysAgo: number;
  title: string;
  description: string;
  category: Category;
  priority?: Priority;
  phone?: boolean;
};
type Solved = Ticket & { agent?: string; answer: string; thanks?: string; last: string };
type Late = Ticket & { note?: string };
type Open = Ticket & {
  agent?: string;
  answer?: string;
  next?: "waiting_customer";
  thanks?: string;
  note?: string;
  escalate?: boolean;
  lower?: boolean;
  handOver?: boolean;
};

const solved = (
  by: string,
  daysAgo: number,
  category: Category,
  title: string,
  answer: string,
  more: Partial<Solved> = {},
): Solved => ({
  by,
  daysAgo,
  category,
  title,
  description: `${title}. Could you look into it? It is the same on two computers here.`,
  answer,
  last: "That should be done now. Tell us if anything is left.",
  ...more,
});

/** Solved over the year; all in time but where the story says otherwise. */
export const solvedTickets: readonly Solved[] = [
  solved(
    "customer.10",
    182,
    "billing_inquiry",
    "Two invoices for March",
    "You are right, the second one is cancelled.",
  ),
  solved(
    "customer.01",
    121,
    "integration_support",
    "Which scopes does the calendar export need?",
    "Read and export are enough.",
    { agent: "rosa.keller", thanks: "And for the archive?" },
  ),
  solved("customer.02", 63, "bug_report", "Umlauts break the patient list", "We can see it and are fixing it. 🙏", {
    thanks: "Thank you, this helps: Grüße aus Köln",
  }),
  solved(
    "employee.03",
    42,
    "account_access",
    "Second factor on a new phone",
    "We have reset it: enrol again at the next sign-in.",
    { agent: "rosa.keller" },
  ),
  solved("customer.03", 30, "compliance_question", "Where are backups kept?", "In two data centres in Germany.", {
    priority: "high",
  }),
  solved("clara.moss", 21, "technical_issue", "Export stops at 10,000 rows", "The limit is lifted for your account.", {
    thanks: "Works.",
  }),
  solved(
    "customer.04",
    14,
    "general_inquiry",
    "Opening hours over the holidays",
    "The desk is open on every working day of Berlin.",
  ),
  solved(
    "customer.05",
    8,
    "data_request",
    "Copy of our contract data",
    "Your copy is in the download area for seven days.",
  ),
];

/** Nobody answered these in time: their breaches stay for ever. */
export const lateTickets: readonly Late[] = [
  {
    by: "clara.moss",
    daysAgo: 5,
    title: "Lab results arrive twice since Monday",
    description: "Every result from the lab appears two times in the record. Nurses confirm each of them by hand.",
    category: "technical_issue",
    priority: "high",
    note: "The lab's connector retries without its message id. Waiting for their engineers.",
  },
  {
    by: "customer.01",
    daysAgo: 6,
    title: "Cannot invite new colleagues",
    description: "The invitation mail never arrives, neither at our own domain nor at a private address.",
    category: "account_access",
    priority: "high",
  },
];

const queue = (
  by: string,
  hoursAgo: number,
  category: Category,
  title: string,
  description: string,
  more: Partial<Open> = {},
): Open => ({
  by,
  daysAgo: hoursAgo / 24,
  category,
  title,
  description,
  ...more,
});

/** Open today, in every state the queue has. Emergencies run 24 × 7: the first of them is about to run out. */
export const openTickets: readonly Open[] = [
  queue(
    "customer.02",
    2.8,
    "technical_issue",
    "Ward 4 cannot open charts",
    "Charts of ward 4 stay empty. The other wards work.",
    {
      priority: "emergency",
      phone: true,
      agent: "theo.vogt",
      note: "Index of ward 4 is being rebuilt, about ten minutes left.",
      answer: "We found the reason and are rebuilding an index. Charts come back one by one.",
    },
  ),
  queue(
    "clara.moss",
    0.1,
    "technical_issue",
    "Nobody at the front desk can sign in",
    "Since eight o'clock every sign-in ends with an error. Patients are waiting.",
    { priority: "emergency" },
  ),
  queue(
    "customer.06",
    0.5,
    "technical_issue",
    "Printing labels takes minutes",
    "Since the update each label takes about two minutes.",
    {
      priority: "emergency",
      phone: true,
      agent: "theo.vogt",
      note: "Called back: the print server is old, not ours. Still urgent for them.",
    },
  ),
  queue(
    "customer.07",
    2,
    "security_concern",
    "Odd sign-in mail at night",
    "One of us got a sign-in notice at 03:12 and was asleep.",
    {
      agent: "theo.vogt",
      note: "Address belongs to their own VPN. Ask before we say so.",
      answer: "We are looking at the sign-in with our security colleagues.",
      thanks: "Please be quick, the owner asks every hour.",
    },
  ),
  queue(
    "customer.08",
    5,
    "integration_support",
    "Webhook signature does not verify",
    "We follow the guide and still get another signature.",
    {
      agent: "theo.vogt",
      answer: "Which bytes do you sign: the raw body, or the parsed one?",
      next: "waiting_customer",
    },
  ),
  queue(
    "customer.09",
    26,
    "billing_inquiry",
    "VAT number on invoices",
    "Please add our VAT number to past invoices too.",
    {
      agent: "rosa.keller",
      answer: "We add it from January on. For past ones we need a letter.",
      next: "waiting_customer",
    },
  ),
  queue("customer.02", 27, "feature_request", "Dark mode for the ward screens", "The night shift would be grateful."),
  queue(
    "customer.03",
    50,
    "bug_report",
    "Dates are one day off in the print",
    "A birth date of 1 May prints as 30 April. It says <b>UTC</b> in the corner.",
    {
      priority: "high",
      agent: "theo.vogt",
      lower: true,
      answer: "Found: the print uses the wrong zone. A fix is being tested.",
    },
  ),
  queue(
    "clara.moss",
    25,
    "compliance_question",
    "Questionnaire of our insurer",
    "Forty questions about encryption. May we send it to you?",
    {
      priority: "medium",
      agent: "rosa.keller",
      answer: "Yes. Send it here and we fill in what we can.",
      thanks: "Attached in the portal. Thank you!",
    },
  ),
  queue("employee.01", 4, "account_access", "No access to the roster", "I moved to Care on the first of the month."),
  queue("employee.07", 28, "technical_issue", "Headset crackles", "Only on calls with two people or more.", {
    agent: "rosa.keller",
  }),
  queue("employee.11", 75, "general_inquiry", "Where is the travel form?", "The link on the wiki is dead."),
  queue(
    "customer.10",
    7,
    "technical_issue",
    "Sync with the pharmacy is slow",
    "Orders need an hour. They used to need a minute.",
    {
      priority: "high",
      agent: "theo.vogt",
      escalate: true,
      handOver: true,
      answer: "We see the queue growing and are adding workers.",
    },
  ),
  queue(
    "customer.04",
    24,
    "data_request",
    "Delete the test patients",
    "We made twelve patients called Test during training.",
    { agent: "rosa.keller", note: "Real names among them: check with the privacy officer first." },
  ),
  queue(
    "customer.05",
    1,
    "integration_support",
    "API key for the new lab",
    "The lab starts on Monday. Which permissions does it need?",
  ),
  queue(
    "customer.06",
    3,
    "bug_report",
    "שגיאה בהדפסה — error when printing in Hebrew",
    "הטקסט מופיע הפוך. The text comes out mirrored on labels.",
  ),
];
