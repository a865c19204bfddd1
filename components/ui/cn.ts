import { type ClassValue, clsx } from "clsx";

/**
 * Joins class names. Two that set the same property must not meet: which of them wins would be the style sheet's to say. What a
 * component lets its users override it writes as `base:…`.
 */
export function cn(...classes: ClassValue[]): string {
  return clsx(classes);
}
