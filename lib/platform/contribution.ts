import "server-only";
import type { Tx } from "./db/client";
import type { Framework } from "./frameworks";

/** Whose data are looked for: the person when one was matched, and the addresses they proved or wrote from. */
export type DataSubject = {
  /** Null when nobody of that address is known. */
  personId: string | null;
  /** Lower case. */
  emails: readonly string[];
};

export type Field = string | number | boolean | null | Field[] | { [name: string]: Field };

/** One row of one collection. Dates as ISO 8601 text; never credentials, hashes of secrets, or somebody else's data. */
export type CollectedRow = { collection: string; row: { [column: string]: Field | undefined } };

/** Each call is one short read-only transaction of the organisation: a source with many rows reads them page by page. */
export type ReadTenant = <T>(work: (tx: Tx) => Promise<T>) => Promise<T>;

/** What Article 15(1) wants said about a source, whether or not rows are found in it. */
export type ProcessingFacts = {
  purposes: readonly string[];
  lawfulBasis: string;
  recipients: readonly string[];
  storagePeriod: string;
  /** Where the data come from [15(1)(g)]. */
  origin: string;
  /** Countries outside the area of the law and the safeguard [15(2)]; left out: none. */
  transfers?: readonly string[];
};

/**
 * Where a domain keeps data about people. The privacy domain gets the list handed to it and never imports a domain.
 * Collecting is safe to repeat: same rows, same order.
 */
export type DataSource = {
  /** Stable, lower case with hyphens: it names the folder in packages. */
  id: string;
  title: string;
  /** Names of the tables it covers; a test asks for every table with personal data. */
  tables: readonly string[];
  /** Members of privacy's `DataCategory`. */
  categories: readonly string[];
  processing: ProcessingFacts;
  /** Yields the subject's rows, collection by collection. */
  collect(subject: DataSubject, read: ReadTenant): AsyncIterable<CollectedRow>;
};

/** The days a collection is about, both included, as local ISO dates (UTC). */
export type Period = { from: string; to: string };

export type Cell = string | number | boolean | null;

/** What a collector found: the question as it was asked, and its answer row by row. */
export type CollectedTable = {
  /** The SQL, or the words, with named parameters. */
  query: string;
  parameters: Record<string, string | number>;
  columns: readonly string[];
  /** Read while it is written: never a whole table in memory. */
  rows: AsyncIterable<readonly Cell[]>;
  /** What a reader must know to judge the rows, such as that there can be none yet. */
  note?: string;
};

export type Cadence = "daily" | "weekly" | "monthly" | "quarterly";

/**
 * Collects evidence by itself (audit.md E8). The audit domain runs the list handed to it and never imports a domain.
 * Collecting reads, changes nothing and is safe to repeat.
 */
export type Collector = {
  /** Stable, lower case with hyphens: it stands in the evidence's source system. */
  id: string;
  title: string;
  description: string;
  /** Requirement ids the result is evidence for. */
  controls: readonly string[];
  /** Member of audit's `EvidenceType`. */
  evidenceType: string;
  /** Cron in UTC. */
  schedule: string;
  /** How often that is; a period collector covers the last whole one. */
  cadence: Cadence;
  /** `snapshot`: how things are on the day; `period`: what happened within it. */
  kind: "snapshot" | "period";
  collect(read: ReadTenant, period: Period): CollectedTable | Promise<CollectedTable>;
};

/** One line of a count: how it is called, how many, and how many of them are done with. */
export type ReportCount = { name: string; label: string; count: number; closed: number };

/**
 * A figure of another domain in the audit report of a period and framework (audit.md section 5). Counted in the reader's
 * transaction; half-open: from ≤ t < to. A framework narrows it to what that framework's requirements are about.
 */
export type ReportCounter = {
  id: "violations";
  count(tx: Tx, within: { from: Date; to: Date; framework: Framework | null }): Promise<ReportCount[]>;
};

/** What one domain offers the others (architecture section 3). */
export type Contributions = {
  dataSources: readonly DataSource[];
  collectors: readonly Collector[];
  reportCounters: readonly ReportCounter[];
};
