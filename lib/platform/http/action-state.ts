/**
 * What a server action tells the form it was posted from. Pure: shared by `defineAction` and `ActionForm`.
 * `values` are the typed values given back on an error, so that nothing is lost; never a password.
 */
export type ActionState = {
  /** `confirm`: nothing happened yet; the same form sent again with what it was shown does it. */
  status: "idle" | "success" | "error" | "conflict" | "confirm";
  message?: string;
  fieldErrors?: Record<string, string[]>;
  values?: Record<string, string>;
  /** What stands under the message, a line each. */
  lines?: readonly string[];
  /** Stands for what was shown before a confirmation; sent back with it. */
  confirmed?: string;
  /** What a success shows once, such as a new key. */
  shown?: Record<string, string>;
  /** Said by the form itself: the portal gave no answer, or no longer knows the form. Only a reload leads on. */
  lost?: boolean;
};

/** The state of a form that has not been sent yet. */
export const idleState: ActionState = { status: "idle" };
