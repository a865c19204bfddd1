import "server-only";
import type { Collector, DataSource } from "@/lib/platform/contribution";
import { accessPopulation } from "./collectors/sources/access-population";
import { backupCheck } from "./collectors/sources/backup-check";
import { configuration } from "./collectors/sources/configuration";
import { failedSignIns } from "./collectors/sources/failed-sign-ins";
import { logVerification } from "./collectors/sources/log-verification";
import { privilegedChanges } from "./collectors/sources/privileged-changes";

import { accessReviews } from "./reviews/data-source";

export const dataSources: readonly DataSource[] = [accessReviews];

/** Evidence about the portal itself; the other domains bring their own. */
export const collectors: readonly Collector[] = [
  accessPopulation,
  privilegedChanges,
  failedSignIns,
  backupCheck,
  configuration,
  logVerification,
];
