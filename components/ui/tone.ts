/** The five meanings a colour may carry; an icon and a word always carry them too. */
export type Tone = "neutral" | "info" | "success" | "warning" | "danger";

/** Tinted box: surface, border and text of a tone. */
export const toneBox: Record<Tone, string> = {
  neutral: "bg-neutral-surface border-neutral-border text-neutral-text",
  info: "bg-info-surface border-info-border text-info-text",
  success: "bg-success-surface border-success-border text-success-text",
  warning: "bg-warning-surface border-warning-border text-warning-text",
  danger: "bg-danger-surface border-danger-border text-danger-text",
};

/** Text of a tone on an ordinary surface. */
export const toneText: Record<Tone, string> = {
  neutral: "text-muted-foreground",
  info: "text-info-text",
  success: "text-success-text",
  warning: "text-warning-text",
  danger: "text-danger-text",
};

/** Solid mark of a tone: bars and dots, never behind text. */
export const toneFill: Record<Tone, string> = {
  neutral: "bg-neutral",
  info: "bg-info",
  success: "bg-success",
  warning: "bg-warning",
  danger: "bg-danger",
};
