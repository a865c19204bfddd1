import { GeistMono } from "geist/font/mono";
import { GeistSans } from "geist/font/sans";

/** For `<html className>`: sets the two font variables globals.css uses. */
export const fontVariables = `${GeistSans.variable} ${GeistMono.variable}`;
