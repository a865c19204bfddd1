import { uploadTests } from "../audit/upload-tests";
import { test } from "../fixtures";

test.describe.configure({ mode: "serial", timeout: 20 * 60_000 });
uploadTests({ whole: 1024, broken: 512 });
