"use client";

import { type RefObject, useCallback, useContext, useEffect, useRef, useState } from "react";
import { DraftOwnerContext } from "./draft-owner";
import { draftKey, dropDraft, readDraft, writeDraft } from "./draft-store";
import { fillIn, givenValues, hasLongText, typedBy, type Values } from "./typed-fields";

/** Keeps what is typed into a form with a long text until it is sent, and fills it in again. `place` null: nothing is kept. */
export function useDraft(form: RefObject<HTMLFormElement | null>, place: string | null) {
  const owner = useContext(DraftOwnerContext);
  const key = owner && place !== null ? draftKey(owner, place) : null;
  const given = useRef<Values>({});
  const [since, setSince] = useState<string | null>(null);

  useEffect(() => {
    const element = form.current;
    if (!element || key === null) return;
    given.current = givenValues(element);
    const save = () => {
      if (hasLongText(element) || readDraft(key)) writeDraft(key, typedBy(element, given.current));
    };
    // Typed before the page listened, or put back by the browser: newer than what is kept.
    const typed = typedBy(element, given.current);
    const draft = readDraft(key);
    if (draft && fillIn(element, { ...draft.values, ...typed })) {
      setSince(draft.at);
      // A form that is folded away would keep it a secret.
      element.closest("details")?.setAttribute("open", "");
    }
    if (Object.keys(typed).length > 0) save();
    element.addEventListener("input", save);
    return () => element.removeEventListener("input", save);
  }, [key, form]);

  /** Kept also where only a line was typed: the page has to be loaded again. */
  const keep = useCallback(() => {
    if (key !== null && form.current) writeDraft(key, typedBy(form.current, given.current));
  }, [key, form]);

  /** It was sent, or is not wanted: what is in the fields from now on is what the page gave. */
  const forget = useCallback(() => {
    if (key !== null) dropDraft(key);
    setSince(null);
  }, [key]);

  const discard = useCallback(() => {
    if (form.current) fillIn(form.current, given.current);
    forget();
    form.current?.querySelector<HTMLElement>("textarea")?.focus();
  }, [form, forget]);

  return { since, zone: owner?.zone ?? "UTC", isKept: key !== null, keep, forget, discard };
}
