import { test } from "../fixtures";
import { uploadTests } from "./upload-tests";

test.describe.configure({ mode: "serial" });
uploadTests({ whole: 40, broken: 24 });
