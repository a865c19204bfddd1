/**
 * What a server action tells the form it was posted from. Pure: shared by `defineAction` and `ActionForm`.
 * `values` are the typed values given back on an error, so that nothing is lost; never a password.
 */
export type ActionState = {
  status: "idle" | "success" | "error" | "conflict";
  message?: string;
  fieldErrors?: Record<string, string[]>;
  values?: Record<string, string>;
  /** What a success shows once, such as a new key. */
  shown?: Record<string, string>;
};

/** The state of a form that has not been sent yet. */
export const idleState: ActionState = { status: "idle" };
