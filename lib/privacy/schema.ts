import { z } from "zod";

export const Regulation = z.enum(["gdpr", "uk_gdpr", "ccpa"]);
export type Regulation = z.infer<typeof Regulation>;
export const regulationLabels: Record<Regulation, string> = {
  gdpr: "GDPR",
  uk_gdpr: "UK GDPR",
  ccpa: "CCPA",
};

export const RequestKind = z.enum([
  "access",
  "rectification",
  "erasure",
  "restriction",
  "portability",
  "objection",
  "automated_decision",
  "consent_withdrawal",
  "know_categories",
  "know_specific",
  "delete",
  "correct",
  "opt_out",
  "limit",
  "admt_access",
  "admt_opt_out",
]);
export type RequestKind = z.infer<typeof RequestKind>;
export const requestKindLabels: Record<RequestKind, string> = {
  access: "Access (Article 15)",
  rectification: "Rectification (Article 16)",
  erasure: "Erasure (Article 17)",
  restriction: "Restriction (Article 18)",
  portability: "Portability (Article 20)",
  objection: "Objection (Article 21)",
  automated_decision: "Review of an automated decision (Article 22)",
  consent_withdrawal: "Withdrawal of consent (Article 7(3))",
  know_categories: "Know: categories",
  know_specific: "Know: specific pieces",
  delete: "Delete",
  correct: "Correct",
  opt_out: "Opt out of sale and sharing",
  limit: "Limit use of sensitive data",
  admt_access: "Access to automated decision-making",
  admt_opt_out: "Opt out of automated decision-making",
};

export const RequestStatus = z.enum([
  "received",
  "identity_pending",
  "in_review",
  "clarification_pending",
  "approved",
  "executing",
  "on_hold",
  "failed",
  "awaiting_delivery",
  "fulfilled",
  "partially_fulfilled",
  "refused",
  "withdrawn",
  "closed_unverified",
  "duplicate",
]);
export type RequestStatus = z.infer<typeof RequestStatus>;
export const requestStatusLabels: Record<RequestStatus, string> = {
  received: "Received",
  identity_pending: "Identity pending",
  in_review: "In review",
  clarification_pending: "Clarification pending",
  approved: "Approved",
  executing: "Executing",
  on_hold: "On hold",
  failed: "Failed",
  awaiting_delivery: "Awaiting delivery",
  fulfilled: "Fulfilled",
  partially_fulfilled: "Partially fulfilled",
  refused: "Refused",
  withdrawn: "Withdrawn",
  closed_unverified: "Closed, identity not verified",
  duplicate: "Duplicate",
};

export const RequestChannel = z.enum(["web", "email", "phone", "letter", "in_person", "api", "agent"]);
export type RequestChannel = z.infer<typeof RequestChannel>;
export const requestChannelLabels: Record<RequestChannel, string> = {
  web: "Web form",
  email: "Email",
  phone: "Phone",
  letter: "Letter",
  in_person: "In person",
  api: "API",
  agent: "Authorised agent",
};

export const VerificationLevel = z.enum(["L0", "L1", "L2", "L3"]);
export type VerificationLevel = z.infer<typeof VerificationLevel>;
export const verificationLevelLabels: Record<VerificationLevel, string> = {
  L0: "None",
  L1: "Contact point on record",
  L2: "Contact point and a match",
  L3: "Document or in person",
};

export const ConsentType = z.enum([
  "marketing",
  "analytics",
  "functional",
  "necessary",
  "personalization",
  "third_party",
  "cookies",
  "profiling",
]);
export type ConsentType = z.infer<typeof ConsentType>;
export const consentTypeLabels: Record<ConsentType, string> = {
  marketing: "Marketing",
  analytics: "Analytics",
  functional: "Functional",
  necessary: "Necessary",
  personalization: "Personalisation",
  third_party: "Third parties",
  cookies: "Cookies",
  profiling: "Profiling",
};

export const ConsentState = z.enum([
  "requested",
  "given",
  "renewed",
  "refused",
  "withdrawn",
  "revoked",
  "expired",
  "invalidated",
]);
export type ConsentState = z.infer<typeof ConsentState>;
export const consentStateLabels: Record<ConsentState, string> = {
  requested: "Requested",
  given: "Given",
  renewed: "Renewed",
  refused: "Refused",
  withdrawn: "Withdrawn",
  revoked: "Revoked",
  expired: "Expired",
  invalidated: "Invalidated",
};

export const LawfulBasis = z.enum([
  "consent",
  "contract",
  "legal_obligation",
  "vital_interests",
  "public_task",
  "legitimate_interests",
]);
export type LawfulBasis = z.infer<typeof LawfulBasis>;
export const lawfulBasisLabels: Record<LawfulBasis, string> = {
  consent: "Consent",
  contract: "Contract",
  legal_obligation: "Legal obligation",
  vital_interests: "Vital interests",
  public_task: "Public task",
  legitimate_interests: "Legitimate interests",
};

export const DataCategory = z.enum([
  "identity",
  "contact",
  "demographic",
  "financial",
  "technical",
  "behavioral",
  "health",
  "biometric",
  "location",
  "social",
  "professional",
  "educational",
]);
export type DataCategory = z.infer<typeof DataCategory>;
export const dataCategoryLabels: Record<DataCategory, string> = {
  identity: "Identity",
  contact: "Contact",
  demographic: "Demographic",
  financial: "Financial",
  technical: "Technical",
  behavioral: "Behavioural",
  health: "Health",
  biometric: "Biometric",
  location: "Location",
  social: "Social",
  professional: "Professional",
  educational: "Educational",
};

export const DataOrigin = z.enum(["provided", "observed", "derived"]);
export type DataOrigin = z.infer<typeof DataOrigin>;
export const dataOriginLabels: Record<DataOrigin, string> = {
  provided: "Provided by the person",
  observed: "Observed",
  derived: "Derived",
};

export const RetentionAction = z.enum(["delete", "anonymise", "pseudonymise", "archive", "review"]);
export type RetentionAction = z.infer<typeof RetentionAction>;
export const retentionActionLabels: Record<RetentionAction, string> = {
  delete: "Delete",
  anonymise: "Anonymise",
  pseudonymise: "Pseudonymise",
  archive: "Archive",
  review: "Review",
};

export const AssessmentStatus = z.enum([
  "draft",
  "in_evaluation",
  "changes_requested",
  "validated",
  "refused",
  "outdated",
  "archived",
]);
export type AssessmentStatus = z.infer<typeof AssessmentStatus>;
export const assessmentStatusLabels: Record<AssessmentStatus, string> = {
  draft: "Draft",
  in_evaluation: "In evaluation",
  changes_requested: "Changes requested",
  validated: "Validated",
  refused: "Refused",
  outdated: "Outdated",
  archived: "Archived",
};

export const BreachStatus = z.enum(["open", "investigating", "contained", "resolved", "closed"]);
export type BreachStatus = z.infer<typeof BreachStatus>;
export const breachStatusLabels: Record<BreachStatus, string> = {
  open: "Open",
  investigating: "Investigating",
  contained: "Contained",
  resolved: "Resolved",
  closed: "Closed",
};
