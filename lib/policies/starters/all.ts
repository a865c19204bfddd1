import { acceptableUse } from "./acceptable-use";
import { accessControl } from "./access-control";
import { businessContinuity } from "./business-continuity";
import { changeManagement } from "./change-management";
import { codeOfConduct } from "./code-of-conduct";
import { dataProtection } from "./data-protection";
import { dataRetention } from "./data-retention";
import { incidentResponse } from "./incident-response";
import { informationSecurity } from "./information-security";
import { privacyNotice } from "./privacy-notice";
import type { Starter } from "./starter";
import { trainingAwareness } from "./training-awareness";
import { vendorManagement } from "./vendor-management";

/** One for each type of policy (P10), those that most organisations begin with first. */
export const starters: readonly Starter[] = [
  informationSecurity,
  dataProtection,
  acceptableUse,
  incidentResponse,
  accessControl,
  codeOfConduct,
  privacyNotice,
  dataRetention,
  businessContinuity,
  changeManagement,
  vendorManagement,
  trainingAwareness,
];
