import { acceptableUse } from "./acceptable-use";
import { dataProtection } from "./data-protection";
import { incidentResponse } from "./incident-response";
import { informationSecurity } from "./information-security";
import type { Starter } from "./starter";

export const starters: readonly Starter[] = [informationSecurity, dataProtection, acceptableUse, incidentResponse];
