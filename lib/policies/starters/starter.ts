import type { PolicyType } from "../schema";

/** A text to begin with (P10): usable as it stands but for what is in [square brackets], mapped to requirements. */
export type Starter = {
  key: string;
  title: string;
  type: PolicyType;
  description: string;
  requirementIds: readonly string[];
  text: string;
};
